import { Principal } from '@dfinity/principal';
import { assert } from '../assert.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import { OutcallFailed } from '../outcalls/outcall-failed.ts';
import type { HttpHeader, OutcallRequest } from '../outcalls/outcall.ts';
import { principalBytes, principalKey } from '../principal.ts';
import type { RejectCode } from '../reject.ts';
import { SEED_BYTES } from '../replica/subnet-identity.ts';
import type { SubnetOptions } from '../subnet-options.ts';
import { Subnet } from '../subnet.ts';
import { bytesOf, type PrincipalLike } from './test-calls.ts';
import { TestCanisters } from './test-canisters.ts';

/** An outcall that waits for the test's answer. */
export interface PendingOutcall extends OutcallRequest {
  readonly id: number;
  /** The canister that asked. */
  readonly canister: Principal;
}

/** The test's answer to an outcall: a response, or why there is none. */
export type OutcallAnswer =
  | {
      readonly status: number;
      readonly headers?: readonly HttpHeader[];
      readonly body?: Uint8Array | string;
    }
  | { readonly rejectCode: RejectCode; readonly message: string };

/** One line that a canister printed. */
export interface LogLine {
  readonly index: bigint;
  readonly timestampNs: bigint;
  readonly text: string;
}

/** Where time starts unless a test says otherwise: 2026-01-01. Units: nanoseconds since 1970. */
export const TEST_START_NS = 1_767_225_600_000_000_000n;

/**
 * Starts a subnet for a test: time stands still until it is moved, outcalls wait for the test's answer, and the same test
 * runs the same every time. Errors: those of Subnet.start.
 */
export async function startTestSubnet(options: SubnetOptions = {}): Promise<TestSubnet> {
  const subnet = await Subnet.start({
    clock: 'manual',
    startTimeNs: TEST_START_NS,
    outcalls: 'mock',
    seed: new Uint8Array(SEED_BYTES),
    ...options,
  });
  return new TestSubnet(subnet);
}

/** A subnet in the hands of a test. */
export class TestSubnet extends TestCanisters implements AsyncDisposable {
  /** Units: nanoseconds since 1970. */
  get timeNs(): bigint {
    return this.subnet.timeNs;
  }

  /** Moves time to a later moment and runs what is due. Units: nanoseconds since 1970. */
  async setTime(timeNs: bigint): Promise<void> {
    await this.subnet.setTime(timeNs);
  }

  /** Moves time forward and runs what is due. Units: milliseconds. */
  async advanceTime(ms: number): Promise<void> {
    await this.subnet.advanceTime(ms);
  }

  /** Runs rounds until no message is left. */
  async tick(): Promise<void> {
    await this.subnet.tick();
  }

  canisterExists(canister: PrincipalLike): boolean {
    return this.subnet.replica.canisterExists(bytesOf(canister));
  }

  /** Units: cycles. */
  cyclesBalance(canister: PrincipalLike): bigint {
    return this.#state(canister).cycles;
  }

  controllers(canister: PrincipalLike): Principal[] {
    return this.#state(canister).settings.controllers.map(asPrincipal);
  }

  /** SHA-256 of the installed module as it was uploaded, hexadecimal; undefined where there is none. */
  moduleHash(canister: PrincipalLike): string | undefined {
    return this.#state(canister).code?.moduleHash;
  }

  /** What a canister printed and trapped with, oldest first, whoever may see it. */
  canisterLogs(canister: PrincipalLike): LogLine[] {
    const { log, logNextIndex } = this.#state(canister);
    const first = logNextIndex - BigInt(log.length);
    return log.map(({ timestampNs, content }, at) => ({
      index: first + BigInt(at),
      timestampNs,
      text: Buffer.from(content).toString(),
    }));
  }

  /** The stable memory of a canister, whole or a part. Units: bytes. */
  async readStableMemory(canister: PrincipalLike, offset = 0n, length?: number): Promise<Uint8Array> {
    const { memory } = this.#state(canister);
    return this.#read(canister, 'stable', offset, length ?? Number(memory.stable - offset));
  }

  /** The heap of a canister, whole or a part. Units: bytes. */
  async readMemory(canister: PrincipalLike, offset = 0n, length?: number): Promise<Uint8Array> {
    const { memory } = this.#state(canister);
    return this.#read(canister, 'heap', offset, length ?? memory.wasm - Number(offset));
  }

  /** Outcalls that wait for an answer, oldest first. Context: outcalls are mocked. */
  pendingOutcalls(): PendingOutcall[] {
    return this.subnet.replica.parts.outcalls.pending.map(({ id, caller, request }) => ({
      ...request,
      id,
      canister: asPrincipal(caller),
    }));
  }

  /**
   * Answers an outcall as a web server would, or fails it, and runs what comes of it. The response is held to the IC's
   * bounds and goes through the canister's transform.
   */
  async answerOutcall(id: number, answer: OutcallAnswer): Promise<void> {
    const known = await this.subnet.replica.parts.outcalls.answer(id, responseOf(answer));
    assert(known, `the outcall ${id} waits for an answer`);
    await this.tick();
  }

  /** Ends the subnet; what is stored in `stateDir` stays. */
  async stop(): Promise<void> {
    await this.subnet.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #read(
    canister: PrincipalLike,
    memory: 'heap' | 'stable',
    offset: bigint,
    length: number,
  ): Promise<Uint8Array> {
    return this.subnet.replica.readMemory(principalKey(bytesOf(canister)), memory, offset, length);
  }

  #state(canister: PrincipalLike): CanisterState {
    const state = this.subnet.replica.parts.state.canisters.get(principalKey(bytesOf(canister)));
    assert(state !== undefined, `the canister ${canister.toString()} exists`);
    return state;
  }
}

function responseOf(answer: OutcallAnswer) {
  if ('rejectCode' in answer) return new OutcallFailed(answer.rejectCode, answer.message);
  const { status, headers = [], body = '' } = answer;
  return { status, headers, body: typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : body };
}

function asPrincipal(key: CanisterState['key']): Principal {
  return Principal.fromUint8Array(principalBytes(key));
}
