/**
 * A CBOR data item as the subnet uses it: no floating-point numbers, maps with text keys only.
 * Units: an integer is a `number` when it is a safe integer, else a `bigint`; both are written alike.
 * Source: RFC 8949; IC interface specification, "CBOR encoding of requests and responses".
 */
export type CborValue =
  number | bigint | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap;

/** A CBOR map, in the order of its entries. */
export type CborMap = ReadonlyMap<string, CborValue>;

/** The tag that marks a data item as CBOR. Source: RFC 8949, section 3.4.6. */
export const SELF_DESCRIBED_TAG = 55_799;
