import type { Principal } from '@dfinity/principal';
import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { ascii, encodeHashTree } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';

const CBOR_SELF_DESCRIBING_TAG_SIZE_BYTES = 3;
const CBOR_SELF_DESCRIBING_TAG = Uint8Array.of(0xd9, 0xd9, 0xf7);
const CBOR_MAP_OF_TWO = 0xa2;
const CBOR_TEXT = 0x60;
const CBOR_BYTES_OF_U32_SIZE = 0x5a;

// AlgorithmIdentifier with OID 1.3.6.1.4.1.56387.1.2.
const ALGORITHM = Uint8Array.of(
  ...[0x30, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xb8, 0x43, 0x01, 0x02],
);
const DER_SEQUENCE = 0x30;
const DER_BIT_STRING = 0x03;
const DER_SHORT_LENGTH_MAX = 127;

/** Units: bytes of a seed; the public key then has short DER lengths. */
export const SIGNATURE_SEED_SIZE_BYTES_MAX = 64;

/**
 * The public key of a canister's signatures under a seed, as SubjectPublicKeyInfo.
 * Bounds: seeds of up to SIGNATURE_SEED_SIZE_BYTES_MAX bytes.
 * Source: IC interface specification, "Canister signatures".
 */
export function canisterPublicKey(canister: Principal, seed: Uint8Array): Uint8Array {
  assert(seed.length <= SIGNATURE_SEED_SIZE_BYTES_MAX, 'a seed has at most 64 bytes');
  const id = canister.toUint8Array();
  const bits = der(DER_BIT_STRING, concatBytes(Uint8Array.of(0, id.length), id, seed));
  return der(DER_SEQUENCE, concatBytes(ALGORITHM, bits));
}

/**
 * A signature as verifiers take it: the certificate over the canister's certified data, and the tree under that data with the
 * path `sig`, hash of the seed, hash of the payload in it.
 * Source: IC interface specification, "Canister signatures"; RFC 8949.
 */
export function encodeCanisterSignature(certificate: Uint8Array, tree: HashTree): Uint8Array {
  return concatBytes(
    CBOR_SELF_DESCRIBING_TAG,
    Uint8Array.of(CBOR_MAP_OF_TWO),
    cborText('certificate'),
    cborBytes(certificate),
    cborText('tree'),
    encodeHashTree(tree).subarray(CBOR_SELF_DESCRIBING_TAG_SIZE_BYTES),
  );
}

function der(tag: number, content: Uint8Array): Uint8Array {
  assert(content.length <= DER_SHORT_LENGTH_MAX, 'a public key has short DER lengths');
  return concatBytes(Uint8Array.of(tag, content.length), content);
}

function cborText(text: string): Uint8Array {
  return concatBytes(Uint8Array.of(CBOR_TEXT + text.length), ascii(text));
}

function cborBytes(bytes: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(5));
  head.setUint8(0, CBOR_BYTES_OF_U32_SIZE);
  head.setUint32(1, bytes.length);
  return concatBytes(new Uint8Array(head.buffer), bytes);
}
