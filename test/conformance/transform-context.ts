import type { Principal } from '@dfinity/principal';
import { outcallScript } from '../outcalls/outcall-request.ts';
import { HOOKS } from '../script-canister/operations.ts';
import { op, script, type Script } from '../script-canister/script.ts';
import type { Bench } from './bench.ts';
import { replyOf, type Ending } from './ending.ts';
import type { Network } from './network.ts';

/** More than the outcall costs; the rest comes back. Units: cycles. */
const OUTCALL_CYCLES = 1_000_000_000n;

/** Why outcalls cannot be made on a network, or undefined. */
export function withoutOutcalls({ outcallUrl }: Network): string | undefined {
  if (outcallUrl !== undefined) return undefined;
  return 'an outcall needs a page that the network reaches, named by INDUS_TEST_OUTCALL_URL';
}

/** Runs a script as the transform of an outcall of a script canister; the outcall's end. */
export async function inTransform(bench: Bench, canister: Principal, code: Script): Promise<Ending> {
  const hook = script(op('setHook', HOOKS.transform, code), op('reply'));
  replyOf(await bench.alice.call(canister, 'update', hook));
  const outcall = outcallScript(
    {
      url: bench.network.outcallUrl ?? '',
      maxResponseBytes: 10_000,
      transform: { canister, method: 'transform', context: '' },
    },
    OUTCALL_CYCLES,
  );
  const ending = await bench.alice.call(canister, 'update', outcall);
  const bytes = Buffer.from(replyOf(ending));
  if (bytes.subarray(0, 6).toString() === 'reply:') return { kind: 'reply', bytes: bytes.subarray(6) };
  const message = bytes.subarray(8).toString();
  const [errorCode = ''] = /^IC\d{4}/.exec(message) ?? [];
  return { kind: 'reject', code: bytes.readUInt8(0), message, errorCode, certified: true };
}
