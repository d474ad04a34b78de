import { encodeCanisterSignature } from '@indus/kit/canister-signature';
import type { Env } from '@indus/kit/env';
import { Refusal } from '@indus/kit/refusal';
import { SIGNATURE_LABEL } from '@indus/kit/signature-map';
import type { Probe } from './probe.ts';

interface Command {
  readonly do: string;
  readonly bytes?: readonly number[];
}

const utf8 = new TextEncoder();
const SCOPE = { method: 'look', request: '' };

/** Answers what a query can see. */
export function look(probe: Probe, env: Env, json: string): string {
  const command = JSON.parse(json) as Command;
  const bytes = Uint8Array.from(command.bytes ?? []);
  switch (command.do) {
    case 'notes':
      return JSON.stringify(probe.notes());
    case 'seal':
      return JSON.stringify([...probe.cursors.seal(env, SCOPE, bytes)]);
    case 'open':
      return JSON.stringify([...(probe.cursors.open(env, SCOPE, [bytes]) ?? [])]);
    case 'random':
      return probe.rng.bytes(1).join();
    case 'ready':
      return JSON.stringify([probe.rng.isReady, probe.secret.isReady]);
    case 'jobs':
      return String(probe.jobs.size);
    case 'signature': {
      const witness = probe.signatures.witness(env, utf8.encode('seed'), bytes);
      const certificate = env.certificate();
      if (witness === undefined || certificate === undefined) throw new Refusal({ Refused: 'not signed' });
      const tree = probe.tree.witness({ [SIGNATURE_LABEL]: witness });
      return JSON.stringify([...encodeCanisterSignature(certificate, tree)]);
    }
    default:
      throw new Refusal({ Refused: 'unknown' });
  }
}
