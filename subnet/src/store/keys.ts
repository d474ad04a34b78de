import { assert } from '../assert.ts';
import type { PrincipalKey } from '../principal.ts';

/** Digits of a page number in a key: 2^32 pages of 4 KiB are 16 TiB, more than any memory of a canister. */
const PAGE_DIGITS = 8;
const PAGES_MAX = 2 ** 32 - 1;
/** Digits of a time in nanoseconds in a key. */
const TIME_DIGITS = 16;
const TIME_NS_MAX = 2n ** 64n - 1n;
const HEX = /^[0-9a-f]*$/;

/** Where everything lies in the store; every prefix ends with a slash, so none is the beginning of another name. */
const META_PREFIX = 'meta/';
export const CANISTER_PREFIX = 'canister/';
const MODULE_PREFIX = 'module/';
export const REQUEST_PREFIX = 'request/';
export const OUTCALL_PREFIX = 'outcall/';

/** A record of the subnet itself. */
export function metaKey(name: string): string {
  assert(
    /^[a-z0-9-]+$/.test(name),
    'a name of a record of the subnet is lower-case letters, digits and dashes',
  );
  return META_PREFIX + name;
}

/** The record of a canister. */
export function canisterKey(canister: PrincipalKey): string {
  return CANISTER_PREFIX + hex(canister);
}

/** All pages of the Wasm heap of a canister, in the order of their numbers. */
export function heapPrefix(canister: PrincipalKey): string {
  return `heap/${hex(canister)}/`;
}

/** One page of the Wasm heap. Units: `page` counts STATE_PAGE_BYTES. */
export function heapPageKey(canister: PrincipalKey, page: number): string {
  return heapPrefix(canister) + pageDigits(page);
}

/** All pages of the stable memory of a canister, in the order of their numbers. */
export function stablePrefix(canister: PrincipalKey): string {
  return `stable/${hex(canister)}/`;
}

/** One page of the stable memory. Units: `page` counts STATE_PAGE_BYTES. */
export function stablePageKey(canister: PrincipalKey, page: number): string {
  return stablePrefix(canister) + pageDigits(page);
}

/** The page number at the end of a key made by `heapPageKey` or `stablePageKey`. */
export function pageOfKey(key: string): number {
  return Number.parseInt(key.slice(-PAGE_DIGITS), 16);
}

/** The Wasm globals of a canister. */
export function globalsKey(canister: PrincipalKey): string {
  return `globals/${hex(canister)}`;
}

/** A module as uploaded, by its SHA-256 in hexadecimal. */
export function moduleKey(sha256: string): string {
  return MODULE_PREFIX + digest(sha256);
}

/** All stored chunks of a canister. */
export function chunkPrefix(canister: PrincipalKey): string {
  return `chunk/${hex(canister)}/`;
}

/** A stored chunk of a canister, by its SHA-256 in hexadecimal. */
export function chunkKey(canister: PrincipalKey, sha256: string): string {
  return chunkPrefix(canister) + digest(sha256);
}

/** All data of all snapshots of a canister. */
export function snapshotsPrefix(canister: PrincipalKey): string {
  return `snapshot/${hex(canister)}/`;
}

/** All data of one snapshot. Units: `number` counts the snapshots of the canister. */
export function snapshotPrefix(canister: PrincipalKey, number: number): string {
  return `${snapshotsPrefix(canister)}${pageDigits(number)}/`;
}

/** All pages of one part of a snapshot, in the order of their numbers. */
export function snapshotAreaPrefix(
  canister: PrincipalKey,
  number: number,
  area: 'module' | 'heap' | 'stable',
): string {
  return `${snapshotPrefix(canister, number)}${area}/`;
}

/** One page of a part of a snapshot, under the prefix of the part. Units: `page` counts STATE_PAGE_BYTES. */
export function snapshotPageKey(areaPrefix: string, page: number): string {
  return areaPrefix + pageDigits(page);
}

/** A chunk of the chunk store in a snapshot, by its SHA-256 in hexadecimal. */
export function snapshotChunkKey(canister: PrincipalKey, number: number, sha256: string): string {
  return `${snapshotPrefix(canister, number)}chunk/${digest(sha256)}`;
}

/** The status of an ingress message; keys sort by expiry, so the oldest are found first. */
export function requestKey(expiryNs: bigint, requestId: string): string {
  assert(expiryNs >= 0n && expiryNs <= TIME_NS_MAX, 'an expiry fits 64 bits');
  return `${REQUEST_PREFIX}${expiryNs.toString(16).padStart(TIME_DIGITS, '0')}/${digest(requestId)}`;
}

/** An outcall under way; keys sort by number. */
export function outcallKey(id: number): string {
  return OUTCALL_PREFIX + pageDigits(id);
}

function pageDigits(page: number): string {
  assert(Number.isInteger(page) && page >= 0 && page <= PAGES_MAX, 'a page number is a 32-bit natural');
  return page.toString(16).padStart(PAGE_DIGITS, '0');
}

function hex(text: string): string {
  assert(HEX.test(text) && text.length % 2 === 0, 'a key part is lower-case hexadecimal of whole bytes');
  return text;
}

function digest(text: string): string {
  assert(text.length === 64, 'a SHA-256 has 32 bytes');
  return hex(text);
}
