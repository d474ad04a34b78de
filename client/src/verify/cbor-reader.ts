import { ProofInvalid } from '../proof-invalid.ts';

/** Bounds: no witness or certificate is read beyond this. Units: bytes. */
export const PROOF_BYTES_MAX = 2 * 1024 * 1024;

/** The self-describing tag. Source: RFC 8949, section 3.4.6. */
const SELF_DESCRIBED = 55_799;
const MAJOR_BYTES = 2;
const MAJOR_TEXT = 3;
const MAJOR_ARRAY = 4;
const MAJOR_MAP = 5;
const MAJOR_TAG = 6;

/**
 * Reads the few shapes of CBOR that proofs are made of: definite lengths only, nothing beyond the end.
 * Errors: ProofInvalid `malformed` at the first byte that does not fit.
 * Source: RFC 8949; IC interface specification, "Encoding of certificates".
 */
export class CborReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    if (bytes.length > PROOF_BYTES_MAX) {
      throw malformed(`expected at most ${PROOF_BYTES_MAX} bytes, got ${bytes.length}`);
    }
    this.#bytes = bytes;
  }

  /** Steps over the self-describing tag, which must be there. */
  selfDescribed(): void {
    const tag = this.#head(MAJOR_TAG, 'a tag');
    if (tag !== SELF_DESCRIBED) throw malformed(`expected tag ${SELF_DESCRIBED}, got ${tag}`);
  }

  /** Number of items of the array that begins here. */
  array(): number {
    return this.#head(MAJOR_ARRAY, 'an array');
  }

  /** Number of pairs of the map that begins here. */
  map(): number {
    return this.#head(MAJOR_MAP, 'a map');
  }

  /** The unsigned integer that stands here. */
  unsigned(): number {
    return this.#head(0, 'an unsigned integer');
  }

  /** The byte string that stands here, in a buffer of its own. */
  bytes(): Uint8Array {
    return this.#take(this.#head(MAJOR_BYTES, 'a byte string')).slice();
  }

  /** The text that stands here. */
  text(): string {
    const taken = this.#take(this.#head(MAJOR_TEXT, 'a text'));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(taken);
    } catch (cause) {
      throw new ProofInvalid('malformed', 'expected UTF-8', { cause });
    }
  }

  /** Demands that everything was read. */
  end(): void {
    const left = this.#bytes.length - this.#at;
    if (left !== 0) throw malformed(`expected the end, got ${left} more bytes`);
  }

  #head(major: number, what: string): number {
    const first = this.#take(1)[0] ?? 0;
    if (first >> 5 !== major) throw malformed(`expected ${what}, got major type ${first >> 5}`);
    const info = first & 31;
    if (info < 24) return info;
    if (info > 27) throw malformed(`expected a definite length, got additional information ${info}`);
    let value = 0;
    for (const byte of this.#take(2 ** (info - 24))) value = value * 256 + byte;
    if (!Number.isSafeInteger(value)) throw malformed('expected a length below 2^53');
    return value;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw malformed(`expected ${length} bytes, got ${this.#bytes.length - this.#at}`);
    }
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function malformed(message: string): ProofInvalid {
  return new ProofInvalid('malformed', message);
}
