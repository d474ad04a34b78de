import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { ANCHORS_FROM, ANCHORS_TO, REGISTRATIONS_AT_ONCE, REGISTRATION_NS } from './limits.ts';
import { refuseInvalid } from './method-error.ts';

const DAY_NS = 24n * 3_600n * 1_000_000_000n;
const TOKENS_MAX = 1_000_000n;

/** What the canister is installed with. */
export interface IdentityInit {
  readonly anchors: [] | [{ readonly from: bigint; readonly to: bigint }];
  readonly register_rate_limit: [] | [{ readonly time_per_token_ns: bigint; readonly max_tokens: bigint }];
  readonly registry: [] | [Principal];
}

/** What holds. */
export interface Configuration {
  readonly anchors: { readonly from: bigint; readonly to: bigint };
  readonly register_rate_limit: { readonly time_per_token_ns: bigint; readonly max_tokens: bigint };
  readonly registry: [] | [Principal];
}

const Range = IDL.Record({ from: IDL.Nat64, to: IDL.Nat64 });
const Rate = IDL.Record({ time_per_token_ns: IDL.Nat64, max_tokens: IDL.Nat64 });

/** Candid type of {@link IdentityInit}. */
export const IdentityInit = IDL.Record({
  anchors: IDL.Opt(Range),
  register_rate_limit: IDL.Opt(Rate),
  registry: IDL.Opt(IDL.Principal),
});

/** Candid type of {@link Configuration}. */
export const Configuration = IDL.Record({
  anchors: Range,
  register_rate_limit: Rate,
  registry: IDL.Opt(IDL.Principal),
});

/**
 * What holds after an install or an upgrade: what was given, else what held before, else the defaults.
 * Errors: Invalid: an anchor that may have been given does not leave the range.
 */
export function configure(given: IdentityInit | undefined, before: Configuration | undefined): Configuration {
  const [anchors = before?.anchors ?? { from: ANCHORS_FROM, to: ANCHORS_TO }] = given?.anchors ?? [];
  const [rate = before?.register_rate_limit ?? DEFAULT_RATE] = given?.register_rate_limit ?? [];
  const registry =
    given !== undefined && given.registry.length > 0 ? given.registry : (before?.registry ?? []);
  if (anchors.from >= anchors.to) refuseInvalid('anchors', 'expected the first before the end');
  if (before !== undefined && (anchors.from !== before.anchors.from || anchors.to < before.anchors.to)) {
    refuseInvalid('anchors', `expected the range from ${before.anchors.from} on, and no smaller one`);
  }
  if (rate.time_per_token_ns < 1n || rate.time_per_token_ns > DAY_NS) {
    refuseInvalid('register_rate_limit', 'expected a registration at least each day', DAY_NS);
  }
  if (rate.max_tokens < 1n || rate.max_tokens > TOKENS_MAX) {
    refuseInvalid('register_rate_limit', `expected 1 to ${TOKENS_MAX} at once`, TOKENS_MAX);
  }
  return { anchors, register_rate_limit: rate, registry };
}

const DEFAULT_RATE = { time_per_token_ns: REGISTRATION_NS, max_tokens: REGISTRATIONS_AT_ONCE };
