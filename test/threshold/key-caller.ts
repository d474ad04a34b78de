import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { managementOf } from '../harness/canisters.ts';
import { replyOf, update } from '../harness/raw-calls.ts';
import { op, replyWith, script, type Step } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { decodeKeyResult, encodeKeyArgument, type KeyMethod } from './key-interface.ts';

/** How a canister heard that its call ended. */
export type KeyOutcome =
  | { readonly result: Record<string, Uint8Array>; readonly refunded: bigint }
  | { readonly code: number; readonly message: string; readonly refunded: bigint };

const REPLIED = 0n;
const MANAGEMENT = new Uint8Array(0);

/** A real canister that calls the management canister as it is told. */
export class KeyCaller {
  readonly id: Principal;
  readonly #agent: HttpAgent;

  private constructor(agent: HttpAgent, id: Principal) {
    this.#agent = agent;
    this.id = id;
  }

  static async create(agent: HttpAgent): Promise<KeyCaller> {
    const management = managementOf(agent);
    const id = await management.create();
    await management.install(id, await scriptCanister());
    return new KeyCaller(agent, id);
  }

  /** Calls with a record and cycles; the canister passes on what it hears. */
  async call(method: KeyMethod, argument: Record<string, unknown>, cycles = 0n): Promise<KeyOutcome> {
    const bytes = await this.callRaw(method, encodeKeyArgument(method, argument), cycles);
    const [code, refunded] = [bytes.readBigUInt64LE(), bytes.readBigUInt64LE(8)];
    const rest = bytes.subarray(16);
    return code === REPLIED
      ? { result: decodeKeyResult(method, Uint8Array.from(rest)), refunded }
      : { code: Number(code), message: rest.toString(), refunded };
  }

  /** Calls and expects an answer. */
  async result(
    method: KeyMethod,
    argument: Record<string, unknown>,
    cycles = 0n,
  ): Promise<Record<string, Uint8Array>> {
    const outcome = await this.call(method, argument, cycles);
    if ('result' in outcome) return outcome.result;
    throw new Error(`expected an answer of ${method}, got ${outcome.code}: ${outcome.message}`);
  }

  /** Reject code or zero, cycles that came back, and the answer's bytes. */
  private async callRaw(method: string, argument: Uint8Array, cycles: bigint): Promise<Buffer> {
    const passOn = (code: Step | bigint, answer: Step) =>
      script(
        ...replyWith(
          op('concat', op('concat', op('toBlob', code), op('toBlob', op('cyclesRefunded'))), answer),
        ),
      );
    const outcome = await update(
      this.#agent,
      this.id,
      script(
        op(
          'callNew',
          MANAGEMENT,
          method,
          passOn(REPLIED, op('messageArgument')),
          passOn(op('rejectCode'), op('rejectMessage')),
        ),
        op('callAppend', argument),
        op('callCycles', cycles),
        op('drop', op('callPerform')),
      ),
    );
    return Buffer.from(replyOf(outcome));
  }
}
