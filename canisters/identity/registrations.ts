import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import type { Env } from '@indus/kit/env';
import { ascii } from '@indus/kit/hash-tree';
import { u64Key } from '@indus/kit/key';
import type { Secret } from '@indus/kit/secret';
import { equalBytes } from '@indus/kit/bytes';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import type { Configuration } from './configuration.ts';
import { CHALLENGE_NS, ZERO_BITS_FROM, ZERO_BITS_TO } from './limits.ts';
import { refuse } from './method-error.ts';
import type { RegistrationTerms } from './registration-terms.ts';

const CHALLENGE_LABEL = ascii('registration');

/** How many anchors were given, and when registrations will be at rest again. */
interface Tally {
  readonly given: bigint;
  /** Units: nanoseconds; each registration moves it by the time of one. */
  readonly restNs: bigint;
}

/**
 * What stops mass creation of anchors, since keys cost nothing: one rate for the whole canister, and a proof of work that
 * grows when more than half of it is used up, so that a flood pays and people still come in between.
 */
export class Registrations {
  readonly #table: Table;
  readonly #key: Uint8Array;

  constructor(table: Table, key: Uint8Array) {
    this.#table = table;
    this.#key = key;
  }

  /** What a registration takes now. Errors: NotReady. */
  terms(env: Env, salt: Secret, { register_rate_limit: rate }: Configuration): RegistrationTerms {
    const window = env.nowNs / CHALLENGE_NS;
    return {
      challenge: challengeOf(salt, window),
      zero_bits: zeroBitsOf(this.#used(env, rate.time_per_token_ns), rate.max_tokens),
      // The window after this one takes it too.
      expires_at_ns: (window + 2n) * CHALLENGE_NS,
    };
  }

  /**
   * Holds a registration against the terms, before it is counted.
   * Errors: NotReady; CanisterFull; RateLimited; ProofOfWork with terms that hold now.
   */
  check(
    env: Env,
    salt: Secret,
    configuration: Configuration,
    proof: { readonly challenge: Uint8Array; readonly nonce: bigint; readonly pubkey: Uint8Array },
  ): void {
    const { anchors, register_rate_limit: rate } = configuration;
    const terms = this.terms(env, salt, configuration);
    if (anchors.from + this.#tally.given >= anchors.to) {
      refuse({ CanisterFull: { limit: anchors.to - anchors.from } });
    }
    const fullNs = rate.time_per_token_ns * rate.max_tokens;
    const restNs = later(this.#tally.restNs, env.nowNs) + rate.time_per_token_ns;
    if (restNs > env.nowNs + fullNs) {
      refuse({ RateLimited: { class: 'registrations', retry_at_ns: restNs - fullNs } });
    }
    if (terms.zero_bits === 0) return;
    const previous = challengeOf(salt, env.nowNs / CHALLENGE_NS - 1n);
    const isCurrent = [terms.challenge, previous].some((known) => equalBytes(known, proof.challenge));
    const work = sha256(proof.challenge, proof.pubkey, u64Key(proof.nonce));
    if (!isCurrent || zeroBits(work) < terms.zero_bits) refuse({ ProofOfWork: terms });
  }

  /** Counts a registration and answers its anchor. Context: after `check`. */
  take(env: Env, { anchors, register_rate_limit: rate }: Configuration): bigint {
    const { given, restNs } = this.#tally;
    const after = later(restNs, env.nowNs) + rate.time_per_token_ns;
    this.#table.set(
      this.#key,
      new ByteWriter()
        .u64(given + 1n)
        .u64(after)
        .finish(),
    );
    return anchors.from + given;
  }

  /** Registrations that have not come back yet. */
  #used(env: Env, tokenNs: bigint): bigint {
    const { restNs } = this.#tally;
    return restNs <= env.nowNs ? 0n : (restNs - env.nowNs + tokenNs - 1n) / tokenNs;
  }

  get #tally(): Tally {
    const bytes = this.#table.get(this.#key);
    if (bytes === undefined) return { given: 0n, restNs: 0n };
    const reader = new ByteReader(bytes);
    return { given: reader.u64(), restNs: reader.u64() };
  }
}

/** None up to half of what is allowed at once, then from the lowest to the highest with each registration. */
function zeroBitsOf(used: bigint, max: bigint): number {
  const half = max / 2n;
  if (used <= half) return 0;
  const span = BigInt(ZERO_BITS_TO - ZERO_BITS_FROM);
  const share = ((used - half) * span) / (max - half);
  return ZERO_BITS_FROM + Number(share > span ? span : share);
}

function zeroBits(hash: Uint8Array): number {
  const at = hash.findIndex((byte) => byte !== 0);
  return at < 0 ? 8 * hash.length : 8 * at + Math.clz32(hash[at] as number) - 24;
}

function challengeOf(salt: Secret, window: bigint): Uint8Array {
  return sha256(salt.bytes, CHALLENGE_LABEL, u64Key(window));
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
