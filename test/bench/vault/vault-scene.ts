import { createHash } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import type { DirectoryEntry } from '@indus/kit/directory-feed';
import { envOf } from '@indus/kit/env';
import { SimulatedSystem } from '@indus/kit/simulated-system';
import {
  MEMORY,
  ORGANISATIONS,
  PEOPLE,
  Vault,
  bucketKey,
  install,
  issueRecord,
  issueRequest,
  jobKinds,
  member,
  person,
  purposeOf,
  subjectKeyOf,
} from '@indus/vault-canister/testing';
import type { VaultInit } from '@indus/vault-canister/testing';
import { RowTable } from './row-table.ts';
import { MapImage } from './stable-image.ts';

/** When the subjects came. Units: nanoseconds. */
export const FILLED_NS = 1_800_000_000_000_000_000n;

/** What the vault is installed with: one shard that owns all buckets. */
export const INIT: VaultInit = {
  registry: person(2),
  buckets: 1_024,
  owned: [{ from: 0, to: 1_023 }],
  vetkd_key: 'dfx_test_key',
};

/** Units: bytes of the body of the record that each subject has. */
export const FILLED_BODY_BYTES = 200;

/** The most that the registry lets the board allow each caller. */
const CALLS_PER_MINUTE = 1_000_000n;

/** The state of a vault with as many subjects. */
export interface FilledVault {
  readonly maps: ReadonlyMap<number, MapImage>;
  /** What the vault set as its certified data last. */
  readonly certified: Uint8Array;
  /** Rows of all stable maps together. */
  readonly rows: number;
}

/** The subject with a number; principals are spread like hashes, since they are. */
export function subjectOf(number: number): Principal {
  const bytes = createHash('sha224').update(`subject ${number}`).digest();
  return Principal.fromUint8Array(Uint8Array.of(...bytes, 2));
}

/**
 * Has the vault's own code, outside of wasm, install itself and issue one record to each of so many subjects, and keeps
 * what it writes as the stable maps that its canister would have. Subjects come in the order of their keys, so that no more
 * than one of them is in the heap.
 */
export function fillVault(subjects: number, onProgress: (text: string) => void): FilledVault {
  const tables = new Map<number, RowTable>();
  const open = (memoryId: number): RowTable => {
    const table = tables.get(memoryId) ?? new RowTable();
    tables.set(memoryId, table);
    return table;
  };
  const system = new SimulatedSystem(Principal.fromText('lqy7q-dh777-77777-aaaaq-cai'));
  system.nowNs = FILLED_NS;
  system.callerNow = PEOPLE.officer;
  const vault = new Vault(open, system, jobKinds);
  const env = envOf(system);
  vault.random.mix(Uint8Array.of(1));
  vault.secret.set(new Uint8Array(32).fill(7));
  install(vault, env, system.self(), INIT);
  fillDirectory(vault);
  const images = new Map<number, MapImage>();
  const drain = (memoryId: number, prefix?: Uint8Array): void => {
    const image = images.get(memoryId) ?? new MapImage();
    images.set(memoryId, image);
    for (const row of open(memoryId).drain(prefix)) image.add(row);
  };
  const body = new Uint8Array(FILLED_BODY_BYTES).fill(0x41);
  let bucket = 0;
  for (const [at, subject] of inKeyOrder(subjects).entries()) {
    const key = subjectKeyOf(subject, INIT.buckets);
    for (; bucket < key.bucket; bucket += 1) drain(MEMORY.buckets, bucketKey(bucket));
    vault.begin();
    issueRecord(vault, env, { ...issueRequest(FILLED_NS), subject, body });
    drain(MEMORY.subjects);
    if ((at + 1) % 50_000 === 0) onProgress(`${at + 1} of ${subjects} subjects`);
  }
  for (const memoryId of tables.keys()) drain(memoryId);
  const filled = new Map([...images].filter(([, image]) => image.length > 0));
  const rows = [...filled.values()].reduce((sum, image) => sum + image.length, 0);
  return { maps: filled, certified: system.certified, rows };
}

function inKeyOrder(subjects: number): readonly Principal[] {
  return Array.from({ length: subjects }, (_, number) => subjectOf(number))
    .map((subject) => ({ subject, key: Buffer.from(subjectKeyOf(subject, INIT.buckets).bytes) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ subject }) => subject);
}

/** Two ministries with an officer each, a purpose and a class of records. */
function fillDirectory({ directory }: Vault): void {
  const names = { en: 'Name', ur: 'نام', ps: [] as [], pnb: [] as [], sd: [] as [] };
  const organisation = (id: bigint): DirectoryEntry => ({
    organisation: { id, kind: { federal: null }, status: { active: null }, names },
  });
  const { interior, revenue } = ORGANISATIONS;
  const recordClass = { code: 'income.salary', names, sealed: false, issuers: [interior], retired: false };
  const entries: DirectoryEntry[] = [
    organisation(interior),
    organisation(revenue),
    member(interior, PEOPLE.officer, 'officer'),
    member(revenue, PEOPLE.taxOfficer, 'officer'),
    purposeOf('tax.assessment'),
    { record_class: recordClass },
    // One officer does here in seconds what many do in a day.
    { parameter: { name: 'vault_reads_per_minute', value: CALLS_PER_MINUTE } },
    { parameter: { name: 'vault_writes_per_minute', value: CALLS_PER_MINUTE } },
  ];
  const changes = entries.map((entry, at) => ({ sequence: BigInt(at + 1), entry }));
  directory.apply({ changes, head: BigInt(changes.length) });
  directory.putHead({ ...directory.head, syncedAtNs: FILLED_NS });
}
