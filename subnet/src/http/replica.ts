import type { Reject } from '../reject.ts';
import type { CallContent, QueryContent } from '../envelope/content.ts';

/** What the HTTP interface needs of the replica behind it. Every request reaching here has a verified envelope. */
export interface ReplicaInterface {
  readonly rootKeyDer: Uint8Array;
  readonly subnetId: Uint8Array;
  /** Nanoseconds of the replica's clock. */
  now(): bigint;
  health(): 'healthy' | 'starting' | 'waiting_for_recovery';
  /** Reads that the envelope check needs and that depend on state. */
  canisterExists(canister: Uint8Array): boolean;
  /**
   * Submits an ingress message. Settles when a certificate exists, when the message is refused before it enters,
   * or when `waitMs` is over (then `accepted`). The same request id submitted twice is executed once.
   */
  submit(call: CallContent, effectiveCanister: Uint8Array, waitMs: number): Promise<SubmitResult>;
  query(query: QueryContent, effectiveCanister: Uint8Array): Promise<QueryResult>;
  /** Certificate (CBOR) revealing the given paths, or their absence. Access was checked by the caller. */
  certificate(paths: readonly (readonly Uint8Array[])[]): Promise<Uint8Array>;
  /**
   * Who sent a request that is known, to which canister, and at which effective canister id: for the access rules of
   * request_status.
   */
  requestOrigin(requestId: Uint8Array): RequestOrigin | undefined;
  /** May `caller` read this private metadata section: true for controllers. Undefined: no such section. */
  metadataVisibility(canister: Uint8Array, name: string, caller: Uint8Array): boolean | undefined;
  /** Signs the hash of a query response as the node. */
  signAsNode(message: Uint8Array): { readonly signature: Uint8Array; readonly nodeId: Uint8Array };
}

/** Where a known request came from and went to. For a call of the management canister, the two ids differ. */
export interface RequestOrigin {
  readonly sender: Uint8Array;
  readonly canister: Uint8Array;
  readonly effectiveCanister: Uint8Array;
}

export type SubmitResult =
  | { readonly kind: 'certified'; readonly certificate: Uint8Array }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reject: Reject };

export type QueryResult =
  | { readonly kind: 'replied'; readonly data: Uint8Array }
  | { readonly kind: 'rejected'; readonly reject: Reject };
