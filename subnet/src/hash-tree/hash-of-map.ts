import { assert } from '../assert.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import { encodeSleb, encodeUleb } from '../codec/leb128.ts';
import { sha256 } from '../crypto/sha256.ts';

/** Names are hashed once: there are few, all from the specification. Bounds: kept names. */
const NAMES_KEPT_MAX = 256;
const nameHashes = new Map<string, Uint8Array>();

/**
 * Representation-independent hash of a map. Entries that are null count as absent.
 * Source: IC interface specification, "Representation-independent hashing of structured data".
 */
export function hashOfMap(map: CborMap): Uint8Array {
  const pairs: Buffer[] = [];
  for (const [name, value] of map) {
    if (value !== null) pairs.push(Buffer.concat([hashOfName(name), hashOfValue(value)]));
  }
  pairs.sort((a, b) => a.compare(b));
  return sha256(Buffer.concat(pairs));
}

function hashOfValue(value: CborValue): Uint8Array {
  if (value instanceof Uint8Array) return sha256(value);
  if (typeof value === 'string') return sha256(Buffer.from(value, 'utf8'));
  if (typeof value === 'number' || typeof value === 'bigint') {
    return sha256(value < 0 ? encodeSleb(value) : encodeUleb(value));
  }
  if (value instanceof Map) return hashOfMap(value as CborMap);
  assert(Array.isArray(value), 'a hashed value is bytes, text, a number, an array or a map');
  return sha256(Buffer.concat((value as readonly CborValue[]).map(hashOfValue)));
}

function hashOfName(name: string): Uint8Array {
  let hash = nameHashes.get(name);
  if (hash === undefined) {
    hash = sha256(Buffer.from(name, 'utf8'));
    if (nameHashes.size < NAMES_KEPT_MAX) nameHashes.set(name, hash);
  }
  return hash;
}
