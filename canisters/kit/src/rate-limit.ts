import { assert } from './assert.ts';
import { ByteWriter } from './byte-writer.ts';
import { concatBytes } from './bytes.ts';
import type { Env } from './env.ts';
import { readU32, readU64, u32Key, u64Key } from './key.ts';
import { refuseKit } from './kit-errors.ts';
import type { Secret } from './secret.ts';
import { sha256 } from './sha256.ts';
import type { Table } from './table.ts';

/** Buckets are kept in so many sets of so many: 65,536 callers of a class at work at the same time. */
export const RATE_SETS = 4_096;
export const RATE_SET_BUCKETS = 16;

const MARK_SIZE_BYTES = 8;
const BUCKET_SIZE_BYTES = MARK_SIZE_BYTES + 8;
const NS_PER_MINUTE = 60_000_000_000n;

/** How often a caller may call methods of a class. */
export interface RateClass {
  readonly name: string;
  /** Calls at once after a rest. Bounds: from 1. */
  readonly burst: number;
  /** Calls a minute in the long run. Bounds: from 1. */
  readonly perMinute: number;
}

/**
 * A token bucket for each caller and class of calls. A bucket is one number: the time at which it will be full again. The
 * buckets of callers at rest are given to others, so the table is bounded: 1 MiB of buckets. When a set has no bucket left its callers
 * share one: then they are slowed down, and never let through unlimited.
 * Source: generic cell rate algorithm, ITU-T I.371.
 */
export class RateLimit {
  readonly #table: Table;
  readonly #secret: Secret | undefined;

  /** Lives in a table of its own. With a secret, nobody can find out whose buckets lie together. */
  constructor(table: Table, secret?: Secret) {
    this.#table = table;
    this.#secret = secret;
  }

  /**
   * Takes tokens out of the caller's bucket. Writes only when there are enough; belongs into `before` of `serve`, so that a
   * later refusal keeps them taken.
   * Errors: RateLimited, with the time at which there will be enough.
   */
  take(env: Env, rate: RateClass, tokens = 1): void {
    assert(tokens >= 1 && tokens <= rate.burst, 'a call takes one token to a bucket of them');
    const tokenNs = NS_PER_MINUTE / BigInt(rate.perMinute);
    const { setKey, mark } = this.#place(env, rate);
    const set = this.#table.get(setKey) ?? new Uint8Array(0);
    const at = bucketFor(set, mark, env.nowNs);
    const isOwn = at < set.length && !isIdle(set, at, env.nowNs);
    const fullNs = isOwn ? readU64(set, at + MARK_SIZE_BYTES) : env.nowNs;
    const afterNs = fullNs + tokenNs * BigInt(tokens);
    const retryNs = afterNs - tokenNs * BigInt(rate.burst);
    if (retryNs > env.nowNs) refuseKit({ RateLimited: { class: rate.name, retry_at_ns: retryNs } });
    const holder = isOwn ? set.subarray(at, at + MARK_SIZE_BYTES) : mark;
    const bucket = concatBytes(holder, u64Key(afterNs));
    this.#table.set(setKey, concatBytes(set.subarray(0, at), bucket, set.subarray(at + BUCKET_SIZE_BYTES)));
  }

  #place(env: Env, rate: RateClass): { setKey: Uint8Array; mark: Uint8Array } {
    const secret = this.#secret?.isReady === true ? this.#secret.bytes : new Uint8Array(0);
    const writer = new ByteWriter().raw(secret).bytes(env.caller.toUint8Array()).text(rate.name);
    const hash = sha256(writer.finish());
    return { setKey: u32Key(readU32(hash, 0) % RATE_SETS), mark: hash.slice(4, 4 + MARK_SIZE_BYTES) };
  }
}

/** Where the caller's bucket is or may be put: its own, one at rest, a new one, or one that is shared. */
function bucketFor(set: Uint8Array, mark: Uint8Array, nowNs: bigint): number {
  const wanted = readU64(mark, 0);
  let idle: number | undefined;
  for (let at = 0; at < set.length; at += BUCKET_SIZE_BYTES) {
    if (readU64(set, at) === wanted) return at;
    if (idle === undefined && isIdle(set, at, nowNs)) idle = at;
  }
  if (idle !== undefined) return idle;
  if (set.length < RATE_SET_BUCKETS * BUCKET_SIZE_BYTES) return set.length;
  return Number(wanted % BigInt(RATE_SET_BUCKETS)) * BUCKET_SIZE_BYTES;
}

function isIdle(set: Uint8Array, at: number, nowNs: bigint): boolean {
  return readU64(set, at + MARK_SIZE_BYTES) <= nowNs;
}
