import type { Principal } from '@dfinity/principal';
import { Access } from '@indus/kit/access';
import { assert } from '@indus/kit/assert';
import { encodeCanisterSignature } from '@indus/kit/canister-signature';
import { CertifiedTree } from '@indus/kit/certified-tree';
import { Directory } from '@indus/kit/directory';
import type { AsyncHost } from '@indus/kit/endpoint';
import type { Env } from '@indus/kit/env';
import { Jobs } from '@indus/kit/jobs';
import type { JobKind } from '@indus/kit/jobs';
import { u64Key } from '@indus/kit/key';
import { RateLimit } from '@indus/kit/rate-limit';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { Rng } from '@indus/kit/rng';
import { Secret } from '@indus/kit/secret';
import { SignatureMap } from '@indus/kit/signature-map';
import type { AsyncSystem } from '@indus/kit/system';
import type { OpenTable, Table } from '@indus/kit/table';
import { TableSpace } from '@indus/kit/table-space';
import { ActivityLog } from './activity-log.ts';
import { AnchorStore } from './anchor-store.ts';
import { Configuration } from './configuration.ts';
import { CredentialStore } from './credential-store.ts';
import { SIGNATURE_LIFE_NS } from './limits.ts';
import { Registrations } from './registrations.ts';
import { SessionStore } from './session-store.ts';

/** One stable memory per table, for ever: a number that was used once is not used for anything else. */
export const MEMORY = {
  head: 0,
  anchors: 1,
  activity: 2,
  sessions: 3,
  credentials: 4,
  signatures: 5,
  directory: 6,
  jobs: 7,
  rates: 8,
} as const;

/** Keys of the head table: what there is one of. */
const HEAD = {
  schema: Uint8Array.of(0),
  configuration: Uint8Array.of(1),
  certifiedTree: Uint8Array.of(2),
  random: Uint8Array.of(3),
  salt: Uint8Array.of(4),
  registrations: Uint8Array.of(5),
} as const;

const SCHEMA_VERSION = 1;

/** The code for the jobs, by kind. */
export type JobKinds = (provider: Provider) => Readonly<Record<string, JobKind>>;

/** The whole state of the identity provider, in stable tables; objects of this class hold no state of their own. */
export class Provider {
  readonly anchors: AnchorStore;
  readonly activity: ActivityLog;
  readonly sessions: SessionStore;
  readonly credentials: CredentialStore;
  readonly signatures: SignatureMap;
  readonly registrations: Registrations;
  readonly directory: Directory;
  readonly access: Access;
  readonly random: Rng;
  /** What pseudonyms are blinded with: drawn once, since every principal follows from it. */
  readonly salt: Secret;
  readonly rates: RateLimit;
  readonly jobs: Jobs;
  readonly host: AsyncHost;
  readonly #head: Table;
  readonly #tree: CertifiedTree;

  constructor(open: OpenTable, system: AsyncSystem, jobKinds: JobKinds) {
    const space = new TableSpace(open);
    this.#head = space.table(MEMORY.head);
    this.host = { system, writes: () => space.writes };
    this.random = new Rng(this.#head, HEAD.random, system);
    this.salt = new Secret(this.#head, HEAD.salt);
    this.anchors = new AnchorStore(space.table(MEMORY.anchors));
    this.activity = new ActivityLog(space.table(MEMORY.activity));
    this.sessions = new SessionStore(space.table(MEMORY.sessions));
    this.credentials = new CredentialStore(space.table(MEMORY.credentials));
    this.signatures = new SignatureMap(space.table(MEMORY.signatures), SIGNATURE_LIFE_NS);
    this.registrations = new Registrations(this.#head, HEAD.registrations);
    this.directory = new Directory(space.table(MEMORY.directory));
    this.access = new Access(this.directory);
    this.rates = new RateLimit(space.table(MEMORY.rates), this.salt);
    this.jobs = new Jobs(space.table(MEMORY.jobs), this.host, jobKinds(this));
    this.#tree = new CertifiedTree(this.#head, HEAD.certifiedTree, [this.signatures]);
  }

  /** The canister's own principal. */
  get self(): Principal {
    return this.host.system.self();
  }

  /** What the canister is set up with. */
  get configuration(): Configuration {
    const bytes = this.#head.get(HEAD.configuration);
    assert(bytes !== undefined, 'an installed provider has a configuration');
    return decodeRecord<Configuration>(Configuration, bytes);
  }

  /** Marks fresh tables with the layout of this code. Context: install. */
  create(): void {
    assert(this.#head.get(HEAD.schema) === undefined, 'a fresh canister has no schema yet');
    this.#head.set(HEAD.schema, u64Key(BigInt(SCHEMA_VERSION)));
  }

  /** Holds the tables against the layout of this code. Context: upgrade. */
  open(): void {
    const version = this.#head.get(HEAD.schema);
    assert(
      version !== undefined && version[7] === SCHEMA_VERSION,
      `the tables are in schema ${SCHEMA_VERSION}`,
    );
  }

  /** Sets it up. Context: install and upgrade. */
  setUp(configuration: Configuration): void {
    this.#head.set(HEAD.configuration, encodeRecord(Configuration, configuration));
  }

  /** Certifies the signatures as they are now. Context: the end of every message that signed, install and upgrade. */
  commit(env: Env): void {
    env.certify(this.#tree.commit());
  }

  /** A signature, as verifiers take it; nothing when it was not made, or no longer. Context: queries. */
  signature(env: Env, seed: Uint8Array, message: Uint8Array): Uint8Array | undefined {
    const certificate = env.certificate();
    const witness = this.signatures.witness(env, seed, message);
    if (certificate === undefined || witness === undefined) return undefined;
    const tree = this.#tree.witness({ [this.signatures.label]: witness });
    return encodeCanisterSignature(certificate, tree);
  }
}
