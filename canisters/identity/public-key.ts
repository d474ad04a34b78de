import { equalBytes } from '@indus/kit/bytes';

/** Kinds of public keys that devices have. */
export type KeyScheme = 'ed25519' | 'p256' | 'cose';

// SubjectPublicKeyInfo up to the bits of the key. Source: RFC 8410; RFC 5480.
const FIXED_PREFIXES: readonly (readonly [KeyScheme, Uint8Array, number])[] = [
  ['ed25519', bytesOf('302a300506032b6570032100'), 44],
  ['p256', bytesOf('3059301306072a8648ce3d020106082a8648ce3d03010703420004'), 91],
];

// AlgorithmIdentifier with OID 1.3.6.1.4.1.56387.1.1. Source: IC interface specification, "Web Authentication".
const COSE_ALGORITHM = bytesOf('300c060a2b0601040183b8430101');
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const LONG_LENGTH = 0x80;

/** The kind of a public key in DER; nothing when it is none that a device may have. */
export function keySchemeOf(der: Uint8Array): KeyScheme | undefined {
  for (const [scheme, prefix, size] of FIXED_PREFIXES) {
    if (der.length === size && equalBytes(der.subarray(0, prefix.length), prefix)) return scheme;
  }
  const content = contentOf(der, SEQUENCE);
  if (content === undefined) return undefined;
  const algorithm = content.subarray(0, COSE_ALGORITHM.length);
  if (!equalBytes(algorithm, COSE_ALGORITHM)) return undefined;
  const bits = contentOf(content.subarray(COSE_ALGORITHM.length), BIT_STRING);
  return bits !== undefined && bits.length > 1 && bits[0] === 0 ? 'cose' : undefined;
}

/** What is in the one element that the bytes are, with lengths in their shortest form. */
function contentOf(der: Uint8Array, tag: number): Uint8Array | undefined {
  const [found, first] = der;
  if (found !== tag || first === undefined) return undefined;
  if (first < LONG_LENGTH) return der.length === 2 + first ? der.subarray(2) : undefined;
  const count = first - LONG_LENGTH;
  if (count < 1 || count > 2 || der.length < 2 + count) return undefined;
  const length = count === 1 ? (der[2] as number) : (der[2] as number) * 256 + (der[3] as number);
  const isShortest = length >= (count === 1 ? LONG_LENGTH : 256);
  return isShortest && der.length === 2 + count + length ? der.subarray(2 + count) : undefined;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}
