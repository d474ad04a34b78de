import type { PrincipalKey } from '../principal.ts';
import type { Reject } from '../reject.ts';

/**
 * The certified view of one canister. `moduleHash` absent: the canister has no code (`certifiedData` then absent too).
 * Contents of metadata sections are kept, not copied, and never change.
 */
export interface CertifiedCanister {
  readonly controllers: readonly Uint8Array[];
  readonly moduleHash?: Uint8Array;
  readonly certifiedData?: Uint8Array;
  readonly metadata: readonly { readonly name: string; readonly content: Uint8Array }[];
  readonly createdAtNs?: bigint;
  readonly lastInstallAtNs?: bigint;
}

/** Certified status of an ingress message; a reply is kept, not copied. `done`: the answer was dropped, only that it ended is kept. */
export type CertifiedStatus =
  | { readonly status: 'received' | 'processing' | 'done' }
  | { readonly status: 'replied'; readonly reply: Uint8Array }
  | ({ readonly status: 'rejected' } & Reject);

/**
 * The state tree of the subnet and its signature. Mutators change the next tree; `sign` closes a round and makes it the
 * certified one; `certificate` always speaks of the last signed tree. Cost of a round grows with what changed in it
 * (times a logarithm), never with what is known.
 */
export interface Certifier {
  setCanister(canister: PrincipalKey, view: CertifiedCanister): void;
  removeCanister(canister: PrincipalKey): void;
  setStatus(requestId: Uint8Array, status: CertifiedStatus): void;
  removeStatus(requestId: Uint8Array): void;
  /** Signs the tree with this time. Returns the root hash. Units: nanoseconds. */
  sign(timeNs: bigint): Uint8Array;
  /** Root hash that the tree would have with this time. Nothing is signed. Units: nanoseconds. */
  rootHashAt(timeNs: bigint): Uint8Array;
  /** Time of the last signed tree; 0 before the first. */
  readonly signedAtNs: bigint;
  /** CBOR certificate (self-described, tag 55799) revealing the paths or proving their absence. */
  certificate(paths: readonly (readonly Uint8Array[])[]): Uint8Array;
}
