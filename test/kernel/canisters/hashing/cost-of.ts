import { CertifiedMap } from '@indus/kit/certified-map';
import { forkHash } from '@indus/kit/hash-tree';
import { u32Key } from '@indus/kit/key';
import { MerkleLog } from '@indus/kit/merkle-log';
import { PathLevels } from '@indus/kit/path-levels';
import { sha256 } from '@indus/kit/sha256';
import { openStableTable } from '@indus/kit/stable-table';

const map = new CertifiedMap(openStableTable(0));
const log = new MerkleLog(openStableTable(1));
const hash = new Uint8Array(32).fill(7);
let filled = 0;

/** Puts as many further keys and entries, the keys spread as hashes are. */
export function fill(count: number): void {
  for (let added = 0; added < count; added += 1) {
    map.set(sha256(u32Key(filled)).subarray(0, 8), hash);
    log.append(u32Key(filled));
    filled += 1;
  }
}

/** One operation, ready to be counted. Bounds: `amount` in bytes of a message or levels of a path. */
export function costOf(operation: string, amount: number): () => unknown {
  switch (operation) {
    case 'hash': {
      const message = new Uint8Array(amount);
      return () => sha256(message);
    }
    case 'fold': {
      const levels = new PathLevels(amount);
      return () => levels.fold('fork', hash);
    }
    case 'fork':
      return () => forkHash(hash, hash);
    case 'put': {
      const key = sha256(u32Key(amount)).subarray(0, 8);
      return () => map.set(key, hash);
    }
    case 'append':
      return () => log.append(hash);
    case 'log root':
      return () => log.root();
    default:
      return () => undefined;
  }
}
