import { IDL, Principal } from 'azle';
import { CallFailed } from '@indus/kit/call-failed';
import { checkedAround } from '@indus/kit/serve-async';
import type { AsyncEnv } from '@indus/kit/env';
import { Refusal } from '@indus/kit/refusal';
import { safeCall } from '@indus/kit/safe-call';
import type { RemoteMethod } from '@indus/kit/safe-call';
import type { Probe } from './probe.ts';

interface Command {
  readonly do: string;
  readonly canister: string;
  readonly way?: string;
}

const answer: RemoteMethod<[string], string> = {
  name: 'answer',
  args: [IDL.Text],
  results: [IDL.Text],
  replySizeBytesMax: 1_024,
};
const LOCK = { key: Uint8Array.of(1), lifeNs: 3_600_000_000_000n };

/** Carries out a command that waits for another canister, holding a lock. */
export function wait(probe: Probe, env: AsyncEnv, json: string): Promise<string> {
  const command = JSON.parse(json) as Command;
  return probe.locks.hold(env, LOCK, () => work(probe, env, command));
}

async function work(
  probe: Probe,
  env: AsyncEnv,
  { do: what, canister, way = 'text' }: Command,
): Promise<string> {
  const call = (): Promise<string> =>
    safeCall(env, answer, { canister: Principal.fromText(canister), args: [way] });
  probe.note(`before ${what}`);
  switch (what) {
    case 'call':
      return call().catch((error: unknown) => {
        if (error instanceof CallFailed) throw new Refusal({ Failed: error.failure });
        throw error;
      });
    case 'refuse after':
      await call();
      throw new Refusal({ Refused: 'after' });
    case 'write and refuse after':
      await call();
      probe.note('lost');
      throw new Refusal({ Refused: 'after' });
    case 'throw null after':
      await call();
      probe.note('lost');
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what must not reach the runtime
      throw null;
    case 'swallow':
      return swallow(probe, call);
    case 'around': {
      const { checked } = await checkedAround(() => probe.notes().length, call);
      return String(checked);
    }
    default:
      throw new Refusal({ Refused: 'unknown' });
  }
}

/** Does everything wrong: catches whatever comes, goes on, calls again and answers. */
async function swallow(probe: Probe, call: () => Promise<string>): Promise<string> {
  try {
    await call();
    probe.note('lost');
    probe.host.system.trap('deliberate');
  } catch {
    try {
      await call();
    } catch {
      return 'swallowed';
    }
  }
  return 'swallowed';
}
