/** Bounds: a DER public key of a session, an RSA key of 4096 bits and more. Units: bytes. */
export const SESSION_KEY_BYTES_MAX = 1024;
/** Bounds: a delegation lasts no longer. Units: nanoseconds. Source: Internet Identity specification, "Identity design". */
export const TIME_TO_LIVE_NS_MAX = 30n * 24n * 3_600_000_000_000n;
/** What a page gets that does not say. Source: auth-client's default. */
export const TIME_TO_LIVE_NS = 8n * 3_600_000_000_000n;

/** A delegation as a page gets it: its identity's public key lends itself to the session key. */
export interface GrantedDelegation {
  /** DER. */
  readonly userPublicKey: Uint8Array;
  readonly sessionPublicKey: Uint8Array;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly expiration: bigint;
  readonly signature: Uint8Array;
  /** How the person proved herself. */
  readonly authnMethod: 'passkey' | 'recovery';
  /** Of a session that renews its delegations. Units: nanoseconds since 1970-01-01 UTC. */
  readonly sessionEndsAt?: bigint;
}

/** Why a page is refused; it is told the word. The set is closed. */
export type RefusalReason =
  /** The person said no. */
  | 'cancelled'
  /** The origin is none that people can sign in to. */
  | 'origin_not_supported'
  /** The other origin does not list this one as an alternative. */
  | 'derivation_origin_refused'
  /** The request is not of the form that the standards ask for. */
  | 'invalid_request'
  /** The provider could not grant what was asked. */
  | 'failed';

/** A page's request that a person decides about. */
export interface PageRequest {
  /** Who asks. Shape: an origin, as the browser tells it; never as the page does. */
  readonly origin: string;
  /** By whose origin the principal is to be derived, where not by its own; believed only when that origin agrees. */
  readonly derivationOrigin?: string;
  readonly wants: Wants;
  readonly refuse: (reason: RefusalReason) => void;
}

/** What a page asks for. */
export type Wants =
  | {
      readonly kind: 'delegation';
      readonly sessionPublicKey: Uint8Array;
      /** Bounds: above 0, at most TIME_TO_LIVE_NS_MAX. Units: nanoseconds. */
      readonly timeToLiveNs: bigint;
      /** Whether the page renews short delegations itself, for as long as the person lets it. */
      readonly renewable: boolean;
      readonly grant: (delegation: GrantedDelegation) => void;
    }
  /** Who the person is at this page, without a sign-in. */
  | { readonly kind: 'accounts'; readonly grant: (principal: string) => void };

/** How long a page's delegation may last: what it asks for, within the bounds; undefined when it asks for nonsense. */
export function timeToLiveNs(asked: bigint | undefined): bigint | undefined {
  if (asked === undefined) return TIME_TO_LIVE_NS;
  if (asked <= 0n) return undefined;
  return asked < TIME_TO_LIVE_NS_MAX ? asked : TIME_TO_LIVE_NS_MAX;
}
