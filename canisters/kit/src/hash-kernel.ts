/** The name that the build gives to the kernel which it put into the module; not defined without one. */
declare const INDUS_HASH_KERNEL: string | undefined;

/** Azle's door to the system call behind which the kernel sits. */
declare const _azleIc: { certifiedDataSet(request: Uint8Array): void };

const MAGIC = 'indus/sha256 k1\n';

// Fields of a request, as indexes of 32-bit words; the sizes and offsets are those of the kernel's source.
const OPERATION = 4;
const AMOUNT = 5;
const KIND = 6;
const REGISTER_OFFSET = 32;
const BODY_OFFSET = 64;
const PADDING_SIZE_BYTES = 72;
const FOLD_SPACE_SIZE_BYTES = 128;

const HASH = 1;
const FOLD = 2;
const KINDS = { fork: 0, node: 1 } as const;

/** Bytes of one level of a fold: the side on which the hash from below goes, the left hash, the right hash. */
export const LEVEL_SIZE_BYTES = 65;

/** What the inner nodes of a tree are: forks of an IC hash tree, or nodes of an RFC 6962 tree. */
export type TreeKind = keyof typeof KINDS;

/** Whether the module contains the kernel of the name that this file knows. */
export const hasKernel = typeof INDUS_HASH_KERNEL !== 'undefined' && INDUS_HASH_KERNEL === MAGIC;

/** The one buffer for requests: a call is over before the next begins. */
let request = new Uint8Array(0);
let words = new Uint32Array(0);

/**
 * SHA-256 of the parts, one after another.
 * Context: a module with the kernel.
 */
export function hashInKernel(parts: readonly Uint8Array[]): Uint8Array {
  let end = BODY_OFFSET;
  for (let index = 0; index < parts.length; index += 1) end += (parts[index] as Uint8Array).length;
  if (end + PADDING_SIZE_BYTES > request.length) makeRoom(end + PADDING_SIZE_BYTES);
  let at = BODY_OFFSET;
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] as Uint8Array;
    request.set(part, at);
    at += part.length;
  }
  words[OPERATION] = HASH;
  words[AMOUNT] = end - BODY_OFFSET;
  _azleIc.certifiedDataSet(request);
  return request.slice(REGISTER_OFFSET, BODY_OFFSET);
}

/**
 * Puts the hash into the first level, the hash of that level into the second, and so on; the hash of the last is returned.
 * Context: a module with the kernel.
 */
export function foldInKernel(kind: TreeKind, hash: Uint8Array, levels: Uint8Array): Uint8Array {
  const end = BODY_OFFSET + levels.length;
  if (end + FOLD_SPACE_SIZE_BYTES > request.length) makeRoom(end + FOLD_SPACE_SIZE_BYTES);
  request.set(hash, REGISTER_OFFSET);
  request.set(levels, BODY_OFFSET);
  words[OPERATION] = FOLD;
  words[AMOUNT] = levels.length / LEVEL_SIZE_BYTES;
  words[KIND] = KINDS[kind];
  _azleIc.certifiedDataSet(request);
  levels.set(request.subarray(BODY_OFFSET, end));
  return request.slice(REGISTER_OFFSET, BODY_OFFSET);
}

/** A larger buffer, of a power of two, so that it is seldom made again. */
function makeRoom(sizeBytes: number): void {
  let room = 4096;
  while (room < sizeBytes) room *= 2;
  request = new Uint8Array(room);
  words = new Uint32Array(request.buffer);
  for (let at = 0; at < MAGIC.length; at += 1) request[at] = MAGIC.charCodeAt(at);
}
