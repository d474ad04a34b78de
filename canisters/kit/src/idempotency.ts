import type { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { assert } from './assert.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { concatBytes, equalBytes } from './bytes.ts';
import type { Env } from './env.ts';
import { principalKey, readU64, shortBytesKey, u64Key } from './key.ts';
import { refuseKit } from './kit-errors.ts';
import { prefixedTable } from './prefixed-table.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';
import { HASH_SIZE_BYTES, sha256 } from './sha256.ts';
import type { Table } from './table.ts';

/** Units: bytes of a key. */
export const IDEMPOTENCY_KEY_SIZE_BYTES_MAX = 64;

const SWEPT_CALLERS = 2;
const HEAD = Uint8Array.of(0);

/** How long keys are remembered and how many a caller may have. Units: nanoseconds; keys. */
export interface IdempotencyOptions {
  readonly lifeNs: bigint;
  readonly perCallerMax: number;
}

/** A request that may come twice. */
export interface OnceRequest {
  /** Chosen by the caller; absent: the request is not remembered. */
  readonly key: [] | [Uint8Array];
  /** The request's bytes, as they must come again. */
  readonly request: Uint8Array;
  /** Candid type of what the method answers. */
  readonly reply: IDL.Type;
}

interface Kept {
  readonly expiresNs: bigint;
  readonly key: Uint8Array;
}

/**
 * Lets callers repeat a request without repeating its effect: the same key with the same request answers what was answered
 * before. Keys are a caller's own and expire; those of callers who never come back are swept by the calls of others.
 */
export class Idempotency {
  readonly #options: IdempotencyOptions;
  readonly #replies: Table;
  readonly #callers: Table;
  readonly #queue: Table;

  /** Lives in a table of its own. */
  constructor(table: Table, options: IdempotencyOptions) {
    this.#options = options;
    this.#replies = prefixedTable(table, Uint8Array.of(0));
    this.#callers = prefixedTable(table, Uint8Array.of(1));
    this.#queue = prefixedTable(table, Uint8Array.of(2));
  }

  /**
   * Runs `act`, or answers what it answered to the same request before. A refusal of `act` is not remembered.
   * Errors: Invalid for the key; IdempotencyConflict; TooManyIdempotencyKeys; what `act` refuses.
   */
  once<Value>(env: Env, { key: [key], request, reply }: OnceRequest, act: () => Value): Value {
    if (key === undefined) return act();
    checkKey(key);
    const digest = sha256(request);
    const known = this.#known(env, key);
    if (known !== undefined) {
      if (!equalBytes(known.slice(0, HASH_SIZE_BYTES), digest)) refuseKit({ IdempotencyConflict: { key } });
      return decodeRecord<Value>(reply, known.slice(HASH_SIZE_BYTES));
    }
    const live = this.#kept(env.caller).filter(({ expiresNs }) => expiresNs > env.nowNs);
    const { perCallerMax: limit } = this.#options;
    const oldest = live[live.length - limit];
    if (oldest !== undefined) refuseKit({ TooManyIdempotencyKeys: { limit, retry_at_ns: oldest.expiresNs } });
    const value = act();
    this.#remember(env, key, concatBytes(digest, encodeRecord(reply, value)));
    return value;
  }

  #known(env: Env, key: Uint8Array): Uint8Array | undefined {
    const bytes = this.#replies.get(replyKey(env.caller, key));
    if (bytes === undefined || readU64(bytes, 0) <= env.nowNs) return undefined;
    return bytes.slice(8);
  }

  #remember(env: Env, key: Uint8Array, payload: Uint8Array): void {
    this.#sweep(env);
    this.#forgetExpired(env.caller, env.nowNs);
    const expiresNs = env.nowNs + this.#options.lifeNs;
    this.#replies.set(replyKey(env.caller, key), concatBytes(u64Key(expiresNs), payload));
    this.#putKept(env.caller, [...this.#kept(env.caller), { expiresNs, key }]);
    const { first, next } = this.#ends();
    this.#queue.set(u64Key(next), concatBytes(u64Key(expiresNs), env.caller.toUint8Array()));
    this.#queue.set(HEAD, concatBytes(u64Key(first), u64Key(next + 1n)));
  }

  /** Lives are equally long, so the queue is in the order in which they end. */
  #sweep(env: Env): void {
    const { first, next } = this.#ends();
    let at = first;
    for (; at < next && at < first + BigInt(SWEPT_CALLERS); at += 1n) {
      const bytes = this.#queue.get(u64Key(at)) as Uint8Array;
      if (readU64(bytes, 0) > env.nowNs) break;
      this.#forgetExpired(bytes.slice(8), env.nowNs);
      this.#queue.delete(u64Key(at));
    }
    if (at !== first) this.#queue.set(HEAD, concatBytes(u64Key(at), u64Key(next)));
  }

  #forgetExpired(caller: Principal | Uint8Array, nowNs: bigint): void {
    const kept = this.#kept(caller);
    const live = kept.filter(({ expiresNs }) => expiresNs > nowNs);
    if (live.length === kept.length) return;
    const liveKeys = live.map(({ key }) => key);
    for (const { expiresNs, key } of kept) {
      const isAgain = liveKeys.some((other) => equalBytes(other, key));
      if (expiresNs <= nowNs && !isAgain) this.#replies.delete(replyKey(caller, key));
    }
    this.#putKept(caller, live);
  }

  #kept(caller: Principal | Uint8Array): Kept[] {
    const bytes = this.#callers.get(principalKey(bytesOf(caller)));
    if (bytes === undefined) return [];
    const reader = new ByteReader(bytes);
    return Array.from({ length: reader.u8() }, () => ({ expiresNs: reader.u64(), key: reader.bytes() }));
  }

  #putKept(caller: Principal | Uint8Array, kept: readonly Kept[]): void {
    const key = principalKey(bytesOf(caller));
    if (kept.length === 0) {
      this.#callers.delete(key);
      return;
    }
    const writer = new ByteWriter().u8(kept.length);
    for (const { expiresNs, key: own } of kept) writer.u64(expiresNs).bytes(own);
    this.#callers.set(key, writer.finish());
  }

  #ends(): { first: bigint; next: bigint } {
    const bytes = this.#queue.get(HEAD);
    return bytes === undefined
      ? { first: 0n, next: 0n }
      : { first: readU64(bytes, 0), next: readU64(bytes, 8) };
  }
}

function checkKey(key: Uint8Array): void {
  const limit = IDEMPOTENCY_KEY_SIZE_BYTES_MAX;
  if (key.length >= 1 && key.length <= limit) return;
  const message = `expected 1 to ${limit} bytes, got ${key.length}`;
  refuseKit({ Invalid: { field: 'idempotency_key', message, limit: [BigInt(limit)] } });
}

function bytesOf(caller: Principal | Uint8Array): Uint8Array {
  return caller instanceof Uint8Array ? caller : caller.toUint8Array();
}

function replyKey(caller: Principal | Uint8Array, key: Uint8Array): Uint8Array {
  assert(key.length <= IDEMPOTENCY_KEY_SIZE_BYTES_MAX, 'keys are checked before they are looked up');
  return concatBytes(principalKey(bytesOf(caller)), shortBytesKey(key));
}
