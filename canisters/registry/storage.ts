import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import { CertifiedTree } from '@indus/kit/certified-tree';
import type { Section } from '@indus/kit/certified-tree';
import type { Env } from '@indus/kit/env';
import {
  ascii,
  encodeHashTree,
  fork,
  forkHash,
  labeled,
  labeledHash,
  leaf,
  leafHash,
} from '@indus/kit/hash-tree';
import type { HashTree } from '@indus/kit/hash-tree';
import { Cursors } from '@indus/kit/cursors';
import type { AsyncHost } from '@indus/kit/endpoint';
import { Idempotency } from '@indus/kit/idempotency';
import { Jobs } from '@indus/kit/jobs';
import type { JobKind } from '@indus/kit/jobs';
import { u64Key } from '@indus/kit/key';
import { MerkleLog } from '@indus/kit/merkle-log';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { RateLimit } from '@indus/kit/rate-limit';
import { Secret } from '@indus/kit/secret';
import { HASH_SIZE_BYTES, sha256 } from '@indus/kit/sha256';
import type { AsyncSystem } from '@indus/kit/system';
import type { OpenTable, Table } from '@indus/kit/table';
import { TableSpace } from '@indus/kit/table-space';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import { announceJob } from './announce-job.ts';
import type { OptionalProof } from './answers.ts';
import { Board } from './board.ts';
import { CanisterStore } from './canister-store.ts';
import { CodeStore } from './code-store.ts';
import { DirectoryStore } from './directory-store.ts';
import { IDEMPOTENCY_KEYS_MAX, IDEMPOTENCY_LIFE_NS } from './limits.ts';
import { LogEntry } from './log-entry.ts';
import type { Event } from './log-entry.ts';
import { MemberStore } from './member-store.ts';
import { OrganisationStore } from './organisation-store.ts';
import { ProposalStore } from './proposal-store.ts';
import { Registers } from './registers/registers.ts';
import { SubscriberStore } from './subscriber-store.ts';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';

/** One stable memory per table, for ever: a number that was used once is not used for anything else. */
const MEMORY = {
  head: 0,
  organisations: 1,
  certifiedOrganisations: 2,
  englishNames: 3,
  searchRows: 4,
  namePostings: 5,
  members: 6,
  certifiedMembers: 7,
  memberSlots: 8,
  proposals: 9,
  certifiedProposals: 10,
  log: 11,
  directory: 12,
  codes: 13,
  jobs: 14,
  guards: 15,
  canisters: 16,
  registers: 17,
  documents: 18,
} as const;

/** Keys of the head table: what there is one of. */
const HEAD = {
  schema: Uint8Array.of(0),
  board: Uint8Array.of(1),
  organisationCount: Uint8Array.of(3),
  proposalCount: Uint8Array.of(4),
  openProposals: Uint8Array.of(5),
  secret: Uint8Array.of(6),
  // A new number whenever the sections change: what is kept of the old ones says nothing of the new. Used before: 2, 7.
  certifiedTree: Uint8Array.of(8),
} as const;

const SCHEMA_VERSION = 3;
/** Layouts whose tables this code takes up; what they lack is added by the jobs of the upgrade. */
const SCHEMA_VERSIONS_READ = [1, 2, 3];
const BOARD_VERSION = 1;
const LOG_ROOT = ascii('root');
const LOG_SIZE = ascii('size');

/** What has become of a record. */
export interface RecordChange {
  /** Why: the method, or what a job found. */
  readonly act: string;
  /** Label of the certified section. */
  readonly section: string;
  readonly key: Uint8Array;
  /** The record's hash; absent when there is none any more. */
  readonly sha256: Uint8Array | undefined;
}

/** The code for the registry's jobs, by kind. */
export type JobKinds = (registry: Registry) => Readonly<Record<string, JobKind>>;

/** The whole state of the registry, in stable tables; objects of this class hold no state of their own. */
export class Registry {
  readonly organisations: OrganisationStore;
  readonly members: MemberStore;
  readonly proposals: ProposalStore;
  readonly log: MerkleLog;
  readonly directory: DirectoryStore;
  readonly subscribers: SubscriberStore;
  readonly codes: CodeStore;
  readonly canisters: CanisterStore;
  readonly registers: Registers;
  readonly jobs: Jobs;
  readonly secret: Secret;
  readonly cursors: Cursors;
  readonly idempotency: Idempotency;
  readonly rates: RateLimit;
  readonly host: AsyncHost;
  readonly #space: TableSpace;
  readonly #head: Table;
  readonly #tree: CertifiedTree;

  constructor(open: OpenTable, system: AsyncSystem, jobKinds: JobKinds) {
    const space = new TableSpace(open);
    this.#space = space;
    this.#head = space.table(MEMORY.head);
    this.log = new MerkleLog(space.table(MEMORY.log));
    this.organisations = new OrganisationStore(
      {
        records: space.table(MEMORY.organisations),
        certified: space.table(MEMORY.certifiedOrganisations),
        englishNames: space.table(MEMORY.englishNames),
        searchRows: space.table(MEMORY.searchRows),
        namePostings: space.table(MEMORY.namePostings),
        counters: this.#head,
      },
      HEAD.organisationCount,
    );
    this.members = new MemberStore({
      records: space.table(MEMORY.members),
      certified: space.table(MEMORY.certifiedMembers),
      slots: space.table(MEMORY.memberSlots),
    });
    this.proposals = new ProposalStore({
      records: space.table(MEMORY.proposals),
      certified: space.table(MEMORY.certifiedProposals),
      counters: this.#head,
      counterKey: HEAD.proposalCount,
      openKey: HEAD.openProposals,
    });
    const directory = space.table(MEMORY.directory);
    this.directory = new DirectoryStore(prefixedTable(directory, Uint8Array.of(0)));
    this.subscribers = new SubscriberStore(prefixedTable(directory, Uint8Array.of(1)));
    this.codes = new CodeStore(space.table(MEMORY.codes));
    this.canisters = new CanisterStore(space.table(MEMORY.canisters));
    this.registers = new Registers(space.table(MEMORY.registers), space.table(MEMORY.documents));
    this.host = { system, writes: () => space.writes };
    this.secret = new Secret(this.#head, HEAD.secret);
    this.cursors = new Cursors(this.secret);
    const guards = space.table(MEMORY.guards);
    this.rates = new RateLimit(prefixedTable(guards, Uint8Array.of(0)), this.secret);
    this.idempotency = new Idempotency(prefixedTable(guards, Uint8Array.of(1)), {
      lifeNs: IDEMPOTENCY_LIFE_NS,
      perCallerMax: IDEMPOTENCY_KEYS_MAX,
    });
    const sections = [
      ...this.registers.sections,
      { label: 'attestations', rootHash: () => this.canisters.attestations.certified.rootHash() },
      { label: 'board', rootHash: () => leafHash(this.#boardHash()) },
      { label: 'builders', rootHash: () => this.canisters.builders.certified.rootHash() },
      { label: 'canister_versions', rootHash: () => this.canisters.versions.certified.rootHash() },
      { label: 'canisters', rootHash: () => this.canisters.records.certified.rootHash() },
      { label: 'incidents', rootHash: () => this.canisters.incidents.certified.rootHash() },
      { label: 'log', rootHash: () => this.#logHash() },
      { label: 'members', rootHash: () => this.members.certified.rootHash() },
      { label: 'organisations', rootHash: () => this.organisations.certified.rootHash() },
      { label: 'parameters', rootHash: () => this.codes.parameters.certified.rootHash() },
      { label: 'proposals', rootHash: () => this.proposals.certified.rootHash() },
      { label: 'purposes', rootHash: () => this.codes.purposes.certified.rootHash() },
      { label: 'record_classes', rootHash: () => this.codes.recordClasses.certified.rootHash() },
    ];
    // After the stores: the code for jobs is given what they hold.
    this.jobs = new Jobs(space.table(MEMORY.jobs), this.host, jobKinds(this));
    this.#tree = new CertifiedTree(this.#head, HEAD.certifiedTree, inOrder(sections));
  }

  /** Writes to stable tables so far. */
  get writes(): number {
    return this.#space.writes;
  }

  /** Marks fresh tables with the layout of this code. Context: install. */
  create(): void {
    assert(this.#head.get(HEAD.schema) === undefined, 'a fresh canister has no schema yet');
    this.#putSchema();
  }

  /**
   * Holds the tables against the layout of this code, and answers the version of the layout that they were in.
   * Context: upgrade.
   */
  open(): number {
    const version = this.#head.get(HEAD.schema)?.[7];
    assert(
      version !== undefined && SCHEMA_VERSIONS_READ.includes(version),
      `the tables are in schema ${SCHEMA_VERSIONS_READ.join(' or ')}`,
    );
    this.#putSchema();
    return version;
  }

  /** The board's record as it is certified. */
  boardBytes(): Uint8Array {
    return this.#boardWithHash().slice(HASH_SIZE_BYTES);
  }

  /** The board in office. */
  board(): Board {
    return decodeRecord<Board>(Board, this.boardBytes());
  }

  /** Puts a board in office. */
  putBoard(board: Board): void {
    const record = encodeRecord(Board, board);
    putVersioned(this.#head, HEAD.board, BOARD_VERSION, concatBytes(sha256(record), record));
  }

  /** Adds what happened to the log. */
  record(env: Env, event: Event): void {
    const entry: LogEntry = { sequence: BigInt(this.log.size), at_ns: env.nowNs, actor: env.caller, event };
    this.log.append(encodeRecord(LogEntry, entry));
  }

  /** Adds to the log that a record of a certified section has become another, or is there no more. */
  recordChange(env: Env, { act, section, key, sha256: hash }: RecordChange): void {
    this.record(env, { changed: { act, section, key, sha256: hash === undefined ? [] : [hash] } });
  }

  /**
   * Certifies the state as it is now, and has subscribers told when the directory has changed.
   * Context: the end of every update and job that has written, install and upgrade.
   */
  commit(env: Env): void {
    if (this.directory.head > this.directory.announced) this.jobs.scheduleBy(announceJob(env.nowNs));
    env.certify(this.#tree.commit());
  }

  /** The certificate, with a witness for what is revealed of each section. */
  proof(env: Env, revealed: Readonly<Record<string, HashTree>>): OptionalProof {
    const certificate = env.certificate();
    if (certificate === undefined) return [];
    return [{ certificate, witness: encodeHashTree(this.witness(revealed)) }];
  }

  /** The tree whose root is certified, with what is revealed of each section. Context: after a commit. */
  witness(revealed: Readonly<Record<string, HashTree>>): HashTree {
    return this.#tree.witness(revealed);
  }

  /** The section `board` in full. */
  boardTree(): HashTree {
    return leaf(this.#boardHash());
  }

  /** The section `log` in full. */
  logTree(): HashTree {
    const { root, size } = this.#logLeaves();
    return fork(labeled(LOG_ROOT, leaf(root)), labeled(LOG_SIZE, leaf(size)));
  }

  #putSchema(): void {
    this.#head.set(HEAD.schema, u64Key(BigInt(SCHEMA_VERSION)));
  }

  #boardHash(): Uint8Array {
    return this.#boardWithHash().slice(0, HASH_SIZE_BYTES);
  }

  #boardWithHash(): Uint8Array {
    const bytes = getVersioned(this.#head, HEAD.board, BOARD_VERSION);
    assert(bytes !== undefined, 'an installed registry has a board');
    return bytes;
  }

  #logHash(): Uint8Array {
    const { root, size } = this.#logLeaves();
    return forkHash(labeledHash(LOG_ROOT, leafHash(root)), labeledHash(LOG_SIZE, leafHash(size)));
  }

  #logLeaves(): { root: Uint8Array; size: Uint8Array } {
    return { root: this.log.root(), size: u64Key(BigInt(this.log.size)) };
  }
}

function inOrder(sections: readonly Section[]): Section[] {
  return sections.toSorted((a, b) => (a.label < b.label ? -1 : 1));
}
