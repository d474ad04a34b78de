import { assert } from './assert.ts';
import { compareBytes, concatBytes, equalBytes } from './bytes.ts';
import { CertifiedMap } from './certified-map.ts';
import type { Env } from './env.ts';
import { forkHash, fork, labeled, labeledHash, leaf, leafHash, pruned } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { readU64, u64Key } from './key.ts';
import { prefixedTable } from './prefixed-table.ts';
import { HASH_SIZE_BYTES, sha256 } from './sha256.ts';
import type { Table } from './table.ts';

/** The label under which signatures are certified. Source: IC interface specification, "Canister signatures". */
export const SIGNATURE_LABEL = 'sig';

/** Payloads that are signed under one seed at the same time. */
export const SEED_SIGNATURES_MAX = 16;

const SWEPT_SIGNATURES = 2n;
const HEAD = Uint8Array.of(0);
const NOTHING = new Uint8Array(0);
const SIGNED_SIZE_BYTES = 8 + HASH_SIZE_BYTES;

interface Signed {
  readonly hash: Uint8Array;
  readonly expiresNs: bigint;
}

/**
 * The payloads that the canister signs by certifying them: hash of the seed, then hash of the payload, for a time. The root
 * goes under the label `sig` of the canister's certified tree, with a `commit` after each {@link SignatureMap.sign}.
 */
export class SignatureMap {
  readonly label = SIGNATURE_LABEL;
  readonly #seeds: CertifiedMap;
  readonly #payloads: Table;
  readonly #queue: Table;
  readonly #lifeNs: bigint;

  /** Lives in a table of its own. Units: nanoseconds for which a signature can be fetched. */
  constructor(table: Table, lifeNs: bigint) {
    this.#seeds = new CertifiedMap(prefixedTable(table, Uint8Array.of(0)), 'subtree');
    this.#payloads = prefixedTable(table, Uint8Array.of(1));
    this.#queue = prefixedTable(table, Uint8Array.of(2));
    this.#lifeNs = lifeNs;
  }

  /** Hash of the tree below the label. */
  rootHash(): Uint8Array {
    return this.#seeds.rootHash();
  }

  /**
   * Signs a payload from the next round on, and drops the oldest that are over.
   * Errors: InvariantError above SEED_SIGNATURES_MAX of one seed; the caller bounds its requests.
   */
  sign(env: Env, seed: Uint8Array, payload: Uint8Array): void {
    this.#sweep(env.nowNs);
    const seedHash = sha256(seed);
    const hash = sha256(payload);
    const expiresNs = env.nowNs + this.#lifeNs;
    const others = this.#signed(seedHash, env.nowNs).filter((entry) => !equalBytes(entry.hash, hash));
    assert(others.length < SEED_SIGNATURES_MAX, 'a seed signs a bounded number of payloads at a time');
    const all = [...others, { hash, expiresNs }].sort((a, b) => compareBytes(a.hash, b.hash));
    this.#put(seedHash, all);
    const { first, next } = this.#ends();
    this.#queue.set(u64Key(next), concatBytes(u64Key(expiresNs), seedHash));
    this.#queue.set(HEAD, concatBytes(u64Key(first), u64Key(next + 1n)));
  }

  /** The tree below the label that reveals one signed payload; nothing when it is not signed, or no longer. */
  witness(env: Env, seed: Uint8Array, payload: Uint8Array): HashTree | undefined {
    const seedHash = sha256(seed);
    const hash = sha256(payload);
    // The tree is as it was at the last commit, what is over included.
    const all = this.#signed(seedHash, 0n);
    const isSigned = all.some((entry) => equalBytes(entry.hash, hash) && entry.expiresNs > env.nowNs);
    return isSigned ? this.#seeds.witness([seedHash], () => reveal(all, hash)) : undefined;
  }

  #put(seedHash: Uint8Array, all: readonly Signed[]): void {
    if (all.length === 0) {
      this.#payloads.delete(seedHash);
      this.#seeds.delete(seedHash);
      return;
    }
    this.#payloads.set(
      seedHash,
      concatBytes(...all.flatMap(({ hash, expiresNs }) => [u64Key(expiresNs), hash])),
    );
    this.#seeds.set(
      seedHash,
      fold(
        all.map(({ hash }) => labeledHash(hash, leafHash(NOTHING))),
        forkHash,
      ),
    );
  }

  #signed(seedHash: Uint8Array, nowNs: bigint): Signed[] {
    const bytes = this.#payloads.get(seedHash) ?? NOTHING;
    const all = Array.from({ length: bytes.length / SIGNED_SIZE_BYTES }, (_, at): Signed => {
      const start = at * SIGNED_SIZE_BYTES;
      return { expiresNs: readU64(bytes, start), hash: bytes.slice(start + 8, start + SIGNED_SIZE_BYTES) };
    });
    return all.filter(({ expiresNs }) => expiresNs > nowNs);
  }

  /** Lives are equally long, so the queue is in the order in which they end. */
  #sweep(nowNs: bigint): void {
    const { first, next } = this.#ends();
    let at = first;
    for (; at < next && at < first + SWEPT_SIGNATURES; at += 1n) {
      const entry = this.#queue.get(u64Key(at)) as Uint8Array;
      if (readU64(entry, 0) > nowNs) break;
      const seedHash = entry.slice(8);
      this.#queue.delete(u64Key(at));
      this.#put(seedHash, this.#signed(seedHash, nowNs));
    }
    if (at !== first) this.#queue.set(HEAD, concatBytes(u64Key(at), u64Key(next)));
  }

  #ends(): { first: bigint; next: bigint } {
    const bytes = this.#queue.get(HEAD);
    return bytes === undefined
      ? { first: 0n, next: 0n }
      : { first: readU64(bytes, 0), next: readU64(bytes, 8) };
  }
}

/** The payloads of one seed, all pruned but the one that is shown. */
function reveal(all: readonly Signed[], shown: Uint8Array): HashTree {
  const trees = all.map(({ hash }) =>
    equalBytes(hash, shown) ? labeled(hash, leaf(NOTHING)) : pruned(labeledHash(hash, leafHash(NOTHING))),
  );
  return fold(trees, fork);
}

function fold<Item>(items: readonly Item[], join: (left: Item, right: Item) => Item): Item {
  const half = Math.floor(items.length / 2);
  if (half === 0) return items[0] as Item;
  return join(fold(items.slice(0, half), join), fold(items.slice(half), join));
}
