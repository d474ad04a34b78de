/** The bytes are not the CBOR that was expected, or a value has no CBOR form here. The message carries no payload. */
export class CborError extends Error {
  override readonly name = 'CborError';
}
