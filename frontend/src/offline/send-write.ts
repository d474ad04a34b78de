import { act, type ActRequest, type CallFailed, changeRegister, fromHex } from '@indus/client';
import type { Caller } from '../network/caller.ts';
import { explainFailure, isCallFailed, isProofInvalid, isRefusal } from '../network/explain-failure.ts';
import { type Network, openNetwork } from '../network/network.ts';
import type { Attempt } from './outbox.ts';
import type { VaultAct, Write } from './write.ts';

/** Acts of the vault that know a request by its idempotency key; others have no second effect by their nature. */
const KEYED: ReadonlySet<VaultAct> = new Set([
  'issue_record',
  'amend_record',
  'request_consent',
  'offer_consent',
  'open_ticket',
  'grant_delegate',
  'appoint_guardian',
  'issue_decision',
]);

/** Sends one write through the client, and judges what became of it. Shape: `idempotencyKey` in hexadecimal digits. */
export async function sendWrite(caller: Caller, write: Write, idempotencyKey: string): Promise<Attempt> {
  const key = fromHex(idempotencyKey);
  if (!key) throw new RangeError('expected an idempotency key in hexadecimal digits');
  try {
    return { kind: 'done', result: await carryOut(openNetwork(caller), write, key) };
  } catch (error) {
    return judge(error);
  }
}

async function carryOut(network: Network, write: Write, key: Uint8Array): Promise<unknown> {
  if (write.to === 'registry') {
    return changeRegister(network.registry, write.method, write.request as never, { idempotencyKey: key });
  }
  const keyed = KEYED.has(write.method) ? { ...write.request, idempotency_key: key } : write.request;
  return act(network.vault, write.subject, write.method, keyed as ActRequest<VaultAct>);
}

/** What an error says about the fate of a write. Errors: throws on what is our own mistake. */
export function judge(error: unknown): Attempt {
  const failure = explainFailure(error);
  if (isRefusal(error)) {
    const atMs = retryAtMs(error.error);
    return atMs === undefined ? { kind: 'refused', failure } : { kind: 'again', failure, sent: false, atMs };
  }
  // The answer does not prove its fate; the same key keeps a second attempt from a second effect.
  if (isProofInvalid(error)) return { kind: 'again', failure, sent: true };
  if (!isCallFailed(error)) return { kind: 'refused', failure };
  switch (error.code) {
    case 'unreachable':
    case 'timed_out':
    case 'refused_by_network':
      return { kind: 'again', failure, sent: true };
    case 'not_accepted':
      return { kind: 'again', failure, sent: false };
    case 'rejected':
      return isTransient(error)
        ? { kind: 'again', failure, sent: !error.reject?.certified }
        : { kind: 'refused', failure };
    default:
      return { kind: 'refused', failure };
  }
}

/** Reject code 2: the same message may be taken later. Source: IC interface specification, "Reject codes", SYS_TRANSIENT. */
const SYS_TRANSIENT = 2;

function isTransient({ reject }: CallFailed): boolean {
  return reject?.code === SYS_TRANSIENT;
}

/** Refusals that hold for a time only, with the time from which another attempt makes sense. */
function retryAtMs(error: object): number | undefined {
  if ('NotReady' in error || 'DirectoryStale' in error) return 0;
  const detail = Object.values(error)[0] as Record<string, unknown> | null | undefined;
  const after = detail?.['retry_after_ns'] ?? detail?.['retry_at_ns'];
  return typeof after === 'bigint' ? Number(after / 1_000_000n) : undefined;
}
