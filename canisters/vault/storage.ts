import type { Principal } from '@dfinity/principal';
import { assert } from '@indus/kit/assert';
import { latin1 } from '@indus/kit/bytes';
import { CertifiedMap } from '@indus/kit/certified-map';
import { CertifiedTree } from '@indus/kit/certified-tree';
import type { Env } from '@indus/kit/env';
import { encodeHashTree, leaf, leafHash } from '@indus/kit/hash-tree';
import type { HashTree } from '@indus/kit/hash-tree';
import { Jobs } from '@indus/kit/jobs';
import type { JobKind } from '@indus/kit/jobs';
import { Cursors } from '@indus/kit/cursors';
import type { AsyncHost } from '@indus/kit/endpoint';
import { RateLimit } from '@indus/kit/rate-limit';
import { Rng } from '@indus/kit/rng';
import { Secret } from '@indus/kit/secret';
import type { AsyncSystem } from '@indus/kit/system';
import { u64Key } from '@indus/kit/key';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import { Access } from '@indus/kit/access';
import { Directory } from '@indus/kit/directory';
import type { OpenTable, Table } from '@indus/kit/table';
import { TableSpace } from '@indus/kit/table-space';
import type { Proof } from './answers.ts';
import { BucketHead, VaultInit } from './bucket.ts';
import { BucketTable } from './bucket-table.ts';
import { Dossier } from './dossier.ts';
import { ImportStaging } from './import-staging.ts';
import type { ItemName } from './item-name.ts';
import { OutcomeStore } from './outcome-store.ts';
import { OverQuota } from './over-quota.ts';
import { PartyIndex } from './party-index.ts';
import { ShardList } from './shard-list.ts';
import { MoveTable } from './move-table.ts';
import { StatisticsStore } from './statistics-store.ts';
import { bucketKey, subjectKeyOf } from './subject-key.ts';
import type { SubjectKey } from './subject-key.ts';
import { SubjectRows } from './subject-rows.ts';
import { WorkIndex } from './work-index.ts';

/** One stable memory per table, for ever: a number that was used once is not used for anything else. */
export const MEMORY = {
  head: 0,
  subjects: 1,
  certifiedSubjects: 2,
  buckets: 3,
  certifiedBuckets: 4,
  directory: 5,
  jobs: 6,
  work: 7,
  rates: 8,
  moves: 9,
  imports: 10,
  overQuota: 11,
  outcomes: 12,
  parties: 13,
} as const;

/** Keys of the head table: what there is one of. */
const HEAD = {
  schema: Uint8Array.of(0),
  config: Uint8Array.of(1),
  certifiedTree: Uint8Array.of(2),
  statistics: Uint8Array.of(3),
  random: Uint8Array.of(4),
  secret: Uint8Array.of(5),
  shards: Uint8Array.of(6),
} as const;

const SCHEMA_VERSION = 1;

/** The code for the vault's jobs, by kind. */
export type JobKinds = (vault: Vault) => Readonly<Record<string, JobKind>>;

/** The whole state of a vault shard, in stable tables. What it holds in the heap lives no longer than a message. */
export class Vault {
  readonly buckets: BucketTable;
  readonly statistics: StatisticsStore;
  readonly directory: Directory;
  readonly access: Access;
  readonly random: Rng;
  readonly secret: Secret;
  readonly cursors: Cursors;
  readonly rates: RateLimit;
  readonly overQuota: OverQuota;
  readonly jobs: Jobs;
  readonly host: AsyncHost;
  readonly work: WorkIndex;
  readonly moves: MoveTable;
  readonly imports: ImportStaging;
  readonly shards: ShardList;
  readonly outcomes: OutcomeStore;
  readonly parties: PartyIndex;
  readonly #head: Table;
  readonly #subjects: Table;
  readonly #certifiedSubjects: CertifiedMap;
  readonly #certifiedBuckets: CertifiedMap;
  readonly #tree: CertifiedTree;
  readonly #open = new Map<string, Dossier>();
  readonly #changedLogs = new Set<number>();
  #config: VaultInit | undefined;

  constructor(open: OpenTable, system: AsyncSystem, jobKinds: JobKinds) {
    const space = new TableSpace(open);
    this.#head = space.table(MEMORY.head);
    this.#subjects = space.table(MEMORY.subjects);
    this.#certifiedSubjects = new CertifiedMap(space.table(MEMORY.certifiedSubjects), 'subtree');
    this.buckets = new BucketTable(space.table(MEMORY.buckets));
    this.#certifiedBuckets = new CertifiedMap(space.table(MEMORY.certifiedBuckets));
    this.statistics = new StatisticsStore(this.#head, HEAD.statistics);
    this.directory = new Directory(space.table(MEMORY.directory));
    this.access = new Access(this.directory);
    this.host = { system, writes: () => space.writes };
    this.random = new Rng(this.#head, HEAD.random, system);
    this.secret = new Secret(this.#head, HEAD.secret);
    this.cursors = new Cursors(this.secret);
    this.rates = new RateLimit(space.table(MEMORY.rates), this.secret);
    this.overQuota = new OverQuota(space.table(MEMORY.overQuota));
    this.shards = new ShardList(this.#head, HEAD.shards);
    this.outcomes = new OutcomeStore(space.table(MEMORY.outcomes));
    this.parties = new PartyIndex(space.table(MEMORY.parties));
    this.work = new WorkIndex(space.table(MEMORY.work));
    this.imports = new ImportStaging(space.table(MEMORY.imports));
    this.moves = new MoveTable(space.table(MEMORY.moves));
    this.jobs = new Jobs(space.table(MEMORY.jobs), this.host, jobKinds(this));
    this.#tree = new CertifiedTree(this.#head, HEAD.certifiedTree, [
      { label: 'buckets', rootHash: () => this.#certifiedBuckets.rootHash() },
      { label: 'statistics', rootHash: () => leafHash(this.statistics.hash()) },
      { label: 'subjects', rootHash: () => this.#certifiedSubjects.rootHash() },
    ]);
  }

  /** What the shard was installed with. */
  get config(): VaultInit {
    this.#config ??= this.#readConfig();
    return this.#config;
  }

  /** Marks fresh tables with the layout of this code. Context: install. */
  create(config: VaultInit): void {
    assert(this.#head.get(HEAD.schema) === undefined, 'a fresh canister has no schema yet');
    this.#head.set(HEAD.schema, u64Key(BigInt(SCHEMA_VERSION)));
    this.#head.set(HEAD.config, encodeRecord(VaultInit, config));
    this.#config = config;
  }

  /** Holds the tables against the layout of this code, and reads what queries would read anew each time. Context: upgrade. */
  open(): void {
    const version = this.#head.get(HEAD.schema);
    assert(
      version !== undefined && version[7] === SCHEMA_VERSION,
      `the tables are in schema ${SCHEMA_VERSION}`,
    );
    this.#config = this.#readConfig();
  }

  /** Forgets what earlier messages held in the heap. Context: the beginning of every message, and after every await. */
  begin(): void {
    this.#open.clear();
    this.#changedLogs.clear();
    this.statistics.begin();
  }

  /** The subject's place. */
  keyOf(subject: Principal): SubjectKey {
    return subjectKeyOf(subject, this.config.buckets);
  }

  /** Everything held on a subject: within a message always the same object. */
  dossier(subject: Principal, key = this.keyOf(subject)): Dossier {
    const name = latin1(key.bytes);
    const dossier = this.#open.get(name) ?? new Dossier(this.#subjects, key, this.moves.watch(key));
    this.#open.set(name, dossier);
    return dossier;
  }

  /** Adds the hash of a ledger leaf to the public log of its bucket. */
  logLeaf(bucket: number, leafSha256: Uint8Array): void {
    this.buckets.log(bucket).append(leafSha256);
    this.#changedLogs.add(bucket);
  }

  /** What is certified of a bucket. */
  bucketHead(bucket: number): Uint8Array {
    const log = this.buckets.log(bucket);
    const epoch = this.buckets.place(bucket)?.epoch ?? 0n;
    const head: BucketHead = { bucket, epoch, log_size: BigInt(log.size), log_root: log.root() };
    return encodeRecord(BucketHead, head);
  }

  /** Certifies the state as it is now. Context: the end of every message that changed something, install and upgrade. */
  commit(env: Env): void {
    const changed = [...this.#open.values()].filter((dossier) => dossier.isChanged);
    const [bucket, ...others] = new Set(changed.map(({ key }) => key.bucket));
    assert(others.length === 0 || !this.statistics.isChanged, 'what is counted has one bucket');
    for (const dossier of changed) {
      if (!dossier.exists) {
        this.buckets.addSubject(dossier.key);
        if (dossier.key.bucket < this.config.buckets) this.statistics.add('subjects');
      }
      this.#certifiedSubjects.set(dossier.key.bytes, dossier.seal());
    }
    for (const log of this.#changedLogs) this.certifyBucket(log);
    this.statistics.commit(bucket === undefined ? undefined : this.buckets.statistics(bucket));
    env.certify(this.#tree.commit());
    this.begin();
  }

  /** Takes up what a bucket is now. Context: before a commit. */
  certifyBucket(bucket: number): void {
    this.#certifiedBuckets.set(bucketKey(bucket), sha256(this.bucketHead(bucket)));
  }

  /** Certifies nothing of a bucket any more: it has gone. Context: before a commit. */
  uncertifyBucket(bucket: number): void {
    this.#certifiedBuckets.delete(bucketKey(bucket));
  }

  /** The rows of a subject whose bucket comes or goes. */
  rowsOf(key: SubjectKey): SubjectRows {
    return new SubjectRows(this.#subjects, key);
  }

  /** Takes up what a subject's root is now, or that she has gone. Context: before a commit. */
  certifySubject({ bytes }: SubjectKey, root: Uint8Array | undefined): void {
    if (root === undefined) this.#certifiedSubjects.delete(bytes);
    else this.#certifiedSubjects.set(bytes, root);
  }

  /** The same on two shards exactly when they hold the same subjects of a bucket, with the same roots. */
  digestOf(bucket: number): Uint8Array {
    return this.#certifiedSubjects.hashUnder(bucketKey(bucket));
  }

  /** The certificate, with a witness for what is revealed of each section. */
  proof(env: Env, revealed: Readonly<Record<string, HashTree>>): [] | [Proof] {
    const certificate = env.certificate();
    if (certificate === undefined) return [];
    return [{ certificate, witness: encodeHashTree(this.#tree.witness(revealed)) }];
  }

  /** The section `subjects` with the named items of one subject, or the proof that nothing is held on her. */
  subjectTree(dossier: Dossier, names: readonly ItemName[]): HashTree {
    return this.#certifiedSubjects.witness([dossier.key.bytes], () => dossier.witness(names));
  }

  /** The section `buckets` with one bucket. */
  bucketTree(bucket: number): HashTree {
    return this.#certifiedBuckets.witness([bucketKey(bucket)]);
  }

  /** The section `statistics` in full. */
  statisticsTree(): HashTree {
    return leaf(this.statistics.hash());
  }

  #readConfig(): VaultInit {
    const bytes = this.#head.get(HEAD.config);
    assert(bytes !== undefined, 'an installed vault has a configuration');
    return decodeRecord<VaultInit>(VaultInit, bytes);
  }
}
