import { equalBytes } from '@indus/kit/bytes';
import { PathLevels } from '@indus/kit/path-levels';
import { sha256 } from '@indus/kit/sha256';
import {
  certifiedDataSet,
  dataCertificate,
  IDL,
  init,
  inspectMessage,
  performanceCounter,
  postUpgrade,
  query,
  setTimer,
  update,
} from 'azle';

import { costOf, fill } from './cost-of.ts';

const Blob = IDL.Vec(IDL.Nat8);
const PAIR_SIZE_BYTES = 64;
const LEVEL_SIZE_BYTES = 65;

function seed(): Uint8Array {
  return Uint8Array.of(1, 2, 3);
}

/** Lets a test reach the kit's hashing from every context of a canister, and the kernel beneath it directly. */
// eslint-disable-next-line no-restricted-exports -- Azle takes a canister from the default export
export default class Hashing {
  #inHook: Uint8Array = new Uint8Array(0);
  #inTimer: Uint8Array = new Uint8Array(0);

  @init()
  init(): void {
    this.#hashInHook();
  }

  @postUpgrade()
  postUpgrade(): void {
    this.#hashInHook();
  }

  @inspectMessage()
  inspectMessage(method: string, ...args: readonly unknown[]): boolean {
    if (method !== 'inspected') return true;
    const [message, hash] = args as [Uint8Array, Uint8Array];
    return equalBytes(sha256(message), hash);
  }

  @query([Blob], Blob)
  hash(message: Uint8Array): Uint8Array {
    return sha256(message);
  }

  @update([Blob], Blob)
  hash_in_update(message: Uint8Array): Uint8Array {
    return sha256(message);
  }

  @query([Blob, IDL.Nat32, IDL.Nat32], Blob)
  hash_lengths(message: Uint8Array, from: number, to: number): Uint8Array {
    const hashes = new Uint8Array((to - from) * 32);
    for (let size = from; size < to; size += 1)
      hashes.set(sha256(message.subarray(0, size)), (size - from) * 32);
    return hashes;
  }

  @query([IDL.Text, Blob, Blob], Blob)
  fold_levels(kind: 'fork' | 'node', hash: Uint8Array, bytes: Uint8Array): Uint8Array {
    const count = bytes.length / LEVEL_SIZE_BYTES;
    const levels = new PathLevels(count);
    for (let level = 0; level < count; level += 1) {
      const at = level * LEVEL_SIZE_BYTES;
      levels.putPair(level, bytes[at] as 0 | 1, bytes.subarray(at + 1, at + LEVEL_SIZE_BYTES));
    }
    const root = levels.fold(kind, hash);
    const answer = new Uint8Array(count * PAIR_SIZE_BYTES + 32);
    for (let level = 0; level < count; level += 1) answer.set(levels.pair(level), level * PAIR_SIZE_BYTES);
    answer.set(root, count * PAIR_SIZE_BYTES);
    return answer;
  }

  @query([Blob, IDL.Nat32, IDL.Nat32], Blob)
  request(bytes: Uint8Array, offset: number, bufferSize: number): Uint8Array {
    const buffer = new Uint8Array(bufferSize).fill(0xee);
    buffer.set(bytes, offset);
    certifiedDataSet(buffer.subarray(offset, offset + bytes.length));
    return buffer;
  }

  @update([Blob])
  certify(data: Uint8Array): void {
    certifiedDataSet(data);
  }

  @query([], IDL.Opt(Blob))
  certificate(): [Uint8Array] | [] {
    const certificate = dataCertificate();
    return certificate === undefined ? [] : [certificate];
  }

  @query([], IDL.Tuple(Blob, Blob))
  hooks(): [Uint8Array, Uint8Array] {
    return [this.#inHook, this.#inTimer];
  }

  @query([IDL.Text, IDL.Nat32], IDL.Nat64)
  cost(operation: string, amount: number): bigint {
    const run = costOf(operation, amount);
    run();
    const before = performanceCounter(0);
    run();
    return performanceCounter(0) - before;
  }

  @update([IDL.Nat32])
  fill(count: number): void {
    fill(count);
  }

  @update([Blob, Blob])
  inspected(_message: Uint8Array, _hash: Uint8Array): void {
    this.#inTimer = this.#inTimer.slice();
  }

  #hashInHook(): void {
    this.#inHook = sha256(seed());
    setTimer(0, () => {
      this.#inTimer = sha256(this.#inHook);
    });
  }
}
