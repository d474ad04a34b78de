/** The verified content of a request. Source: IC interface specification, "Authentication" and "Request: Call". */
export interface CallContent {
  readonly requestId: Uint8Array;
  readonly sender: Uint8Array;
  readonly canister: Uint8Array;
  readonly method: string;
  readonly argument: Uint8Array;
  readonly ingressExpiryNs: bigint;
  readonly nonce?: Uint8Array;
  readonly senderInfo?: { readonly data: Uint8Array; readonly signer: Uint8Array };
}

/** A query has the same fields as a call. */
export type QueryContent = CallContent;

/** Paths to read, each a list of labels. `targets`: the only canisters whose requests the delegations let it read. */
export interface ReadStateContent {
  readonly requestId: Uint8Array;
  readonly sender: Uint8Array;
  readonly ingressExpiryNs: bigint;
  readonly paths: readonly (readonly Uint8Array[])[];
  readonly targets?: readonly Uint8Array[];
}
