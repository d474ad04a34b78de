import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { Access } from './access.ts';
import { Directory, PARAMETER_DEFAULTS } from './directory.ts';
import { DIRECTORY_SYNC, directorySync, registryChanged, startDirectorySync } from './directory-sync.ts';
import { DirectoryPage, ReadDirectoryRequest } from './directory-feed.ts';
import type {
  Algorithm,
  DirectoryCanister,
  DirectoryChange,
  DirectoryEntry,
  Names,
  Purpose,
  RecordClass,
  Role,
  RoleName,
} from './directory-feed.ts';
import { envOf } from './env.ts';
import type { Env } from './env.ts';
import { Jobs } from './jobs.ts';
import { refusalOf } from './refusal-of.ts';
import type { Refusal } from './refusal.ts';
import { SimulatedSystem } from './simulated-system.ts';
import { MemoryTable } from './table.ts';

const REGISTRY = Principal.fromUint8Array(Uint8Array.of(7, 7, 1, 1));
const person = (number: number): Principal => Principal.fromUint8Array(Uint8Array.of(number, 2));
const names: Names = { en: 'Board', ur: 'بورڈ', ps: [], pnb: [], sd: ['بورڊ'] };
const roles = (...held: RoleName[]): Role[] => held.map((role) => ({ [role]: null }) as unknown as Role);
const Result = IDL.Variant({ Ok: DirectoryPage, Err: IDL.Text });
const Subscribed = IDL.Variant({ Ok: IDL.Null, Err: IDL.Text });

/** A registry that answers as its contract says, and a canister that mirrors it. */
class Scene {
  readonly system = new SimulatedSystem();
  readonly #jobsTable = new MemoryTable();
  readonly directory = new Directory(new MemoryTable());
  readonly access = new Access(this.directory);
  readonly jobs: Jobs;
  entries: DirectoryEntry[] = [];
  reads = 0;
  fails = false;
  subscribes = true;

  constructor() {
    this.directory.follow(REGISTRY);
    const host = { system: this.system, writes: () => 0 };
    this.jobs = new Jobs(this.#jobsTable, host, { [DIRECTORY_SYNC]: directorySync(this.directory) });
    this.system.answer = ({ method, argument }) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the shape of Azle's error
      if (this.fails) return Promise.reject({ type: 'CallRejected', rejectCode: 2, rejectMessage: 'busy' });
      if (method === 'subscribe_directory') {
        const answer = this.subscribes ? { Ok: null } : { Err: 'not on record' };
        return Promise.resolve(new Uint8Array(IDL.encode([Subscribed], [answer])));
      }
      return Promise.resolve(this.#read(argument));
    };
  }

  env(caller: Principal): Env {
    this.system.callerNow = caller;
    return envOf(this.system);
  }

  #read(argument: Uint8Array): Uint8Array {
    this.reads += 1;
    const [{ after, limit }] = IDL.decode([ReadDirectoryRequest], argument) as unknown as [
      ReadDirectoryRequest,
    ];
    const changes = this.entries
      .map((entry, at): DirectoryChange => ({ sequence: BigInt(at + 1), entry }))
      .filter(({ sequence }) => sequence > after)
      .slice(0, limit);
    const answer = { Ok: { changes, head: BigInt(this.entries.length) } };
    return new Uint8Array(IDL.encode([Result], [answer]));
  }
}

const organisation = (id: bigint, status: 'active' | 'suspended' = 'active'): DirectoryEntry => ({
  organisation: { id, kind: { federal: null }, status: { [status]: null } as never, names },
});
const member = (who: number, at: bigint, ...held: RoleName[]): DirectoryEntry => ({
  member: { organisation: at, member: person(who), roles: roles(...held) },
});

describe('the mirror of the directory', () => {
  it('takes every kind of entry in, exactly', async () => {
    const scene = new Scene();
    const purpose: Purpose = {
      code: 'tax.assessment',
      names,
      bases: [{ consent: null }, { warrant: null }],
      statute: ['Income Tax Ordinance 2001'],
      retired: false,
    };
    const recordClass: RecordClass = {
      code: 'health.note',
      names,
      sealed: true,
      issuers: [1n, 9n],
      retired: true,
    };
    const canister: DirectoryCanister = {
      canister: person(40),
      organisation: 3n,
      module_hash: [new Uint8Array(32).fill(7)],
      state: { verified: null },
    };
    const algorithm: Algorithm = {
      id: 4n,
      version: 2,
      organisation: 3n,
      state: { live: null },
      model_sha256: [],
    };
    scene.entries = [
      organisation(3n),
      member(1, 3n, 'officer', 'judge'),
      { purpose },
      { record_class: recordClass },
      { parameter: { name: 'rights_days', value: 45n } },
      { canister },
      { algorithm },
    ];
    startDirectorySync(scene.jobs, scene.env(person(1)));
    await scene.system.advance(0);
    const { directory } = scene;
    expect(directory.organisation(3n)).toEqual((scene.entries[0] as { organisation: unknown }).organisation);
    expect(directory.membershipsOf(person(1))).toEqual([{ organisation: 3n, roles: ['officer', 'judge'] }]);
    expect(directory.purpose('tax.assessment')).toEqual(purpose);
    expect(directory.recordClass('health.note')).toEqual(recordClass);
    expect(directory.canister(person(40))).toEqual(canister);
    expect(directory.algorithm(4n)).toEqual(algorithm);
    expect([directory.parameter('rights_days'), directory.parameter('appeal_days')]).toEqual([45n, 30n]);
    expect(directory.head).toMatchObject({ after: 7n, isSubscribed: true });
    expect([directory.purpose('other'), directory.canister(person(41))]).toEqual([undefined, undefined]);
  });

  it('reads page by page, then nothing new each minute', async () => {
    const scene = new Scene();
    scene.entries = Array.from({ length: 250 }, (_, at) => organisation(BigInt(at + 1)));
    startDirectorySync(scene.jobs, scene.env(person(1)));
    await scene.system.advance(0);
    expect([scene.reads, scene.directory.head.after]).toEqual([3, 250n]);
    await scene.system.advance(59);
    expect(scene.reads).toBe(3);
    await scene.system.advance(1);
    expect(scene.reads).toBe(4);
    expect(scene.directory.head.syncedAtNs).toBe(scene.system.nowNs);
  });

  it('looks at once when the registry says that something changed, and only when it is news', async () => {
    const scene = new Scene();
    startDirectorySync(scene.jobs, scene.env(person(1)));
    await scene.system.advance(0);
    scene.entries = [organisation(1n)];
    registryChanged(scene.directory, scene.jobs, scene.env(REGISTRY), 1n);
    await scene.system.advance(0);
    expect([scene.reads, scene.directory.head.after]).toEqual([2, 1n]);
    registryChanged(scene.directory, scene.jobs, scene.env(REGISTRY), 1n);
    await scene.system.advance(0);
    expect(scene.reads).toBe(2);
    const stranger = scene.env(person(5));
    expect(refusalOf(() => registryChanged(scene.directory, scene.jobs, stranger, 9n))).toEqual({
      NotPermitted: { caller: person(5) },
    });
  });

  it('keeps asking to be told until the registry agrees', async () => {
    const scene = new Scene();
    scene.subscribes = false;
    startDirectorySync(scene.jobs, scene.env(person(1)));
    await scene.system.advance(0);
    expect(scene.directory.head.isSubscribed).toBe(false);
    scene.subscribes = true;
    await scene.system.advance(60);
    expect(scene.directory.head.isSubscribed).toBe(true);
  });

  it('takes in no page that goes back, and ages until the registry is itself again', async () => {
    const scene = new Scene();
    scene.entries = [organisation(1n), organisation(2n)];
    startDirectorySync(scene.jobs, scene.env(person(1)));
    await scene.system.advance(0);
    const { syncedAtNs } = scene.directory.head;
    scene.entries = [organisation(1n)];
    await scene.system.advance(60);
    expect(scene.directory.head).toMatchObject({ after: 2n, syncedAtNs });
    expect(() =>
      scene.directory.apply({ changes: [{ sequence: 2n, entry: organisation(2n) }], head: 2n }),
    ).toThrow('ascend');
  });
});

describe('access', () => {
  async function staffed(): Promise<Scene> {
    const scene = new Scene();
    scene.entries = [
      organisation(1n),
      organisation(2n),
      member(1, 1n, 'officer'),
      member(1, 2n, 'auditor'),
      member(2, 2n, 'admin'),
    ];
    startDirectorySync(scene.jobs, scene.env(person(1)));
    await scene.system.advance(0);
    return scene;
  }

  it('grants by a role in an organisation, and denies all else', async () => {
    const scene = await staffed();
    const ask = (who: Principal, held: RoleName[], at?: bigint): unknown => {
      try {
        return scene.access.requireRole(scene.env(who), { roles: held, organisation: at }).organisation;
      } catch (error) {
        return Object.keys((error as Refusal).error)[0];
      }
    };
    expect(ask(person(1), ['officer', 'judge'], 1n)).toBe(1n);
    expect(ask(person(1), ['auditor'])).toBe(2n);
    expect(ask(person(1), ['officer'], 2n)).toBe('RoleRequired');
    expect(ask(person(1), ['admin'])).toBe('RoleRequired');
    expect(ask(person(1), [], 1n)).toBe('RoleRequired');
    expect(ask(person(3), ['officer'])).toBe('RoleRequired');
    expect(ask(Principal.anonymous(), ['officer'])).toBe('AnonymousCaller');
    expect(
      refusalOf(() => scene.access.requireRole(scene.env(person(3)), { roles: ['judge'], organisation: 4n })),
    ).toEqual({
      RoleRequired: { roles: [{ judge: null }], organisation: [4n] },
    });
  });

  it('a suspended organisation has no roles; a revoked role is gone; the last one leaves nothing behind', async () => {
    const scene = await staffed();
    scene.entries.push(organisation(2n, 'suspended'), member(1, 1n));
    await scene.system.advance(60);
    expect(scene.access.rolesOf(person(1))).toEqual([]);
    expect(scene.access.rolesOf(person(2))).toEqual([]);
    expect(scene.directory.membershipsOf(person(1))).toEqual([{ organisation: 2n, roles: ['auditor'] }]);
    scene.entries.push(organisation(2n), member(1, 2n));
    await scene.system.advance(60);
    expect(scene.directory.membershipsOf(person(1))).toEqual([]);
    expect(scene.access.rolesOf(person(2))).toEqual([{ organisation: 2n, roles: ['admin'] }]);
  });

  it('refuses from the first nanosecond past the oldest age, and before the first look', async () => {
    const fresh = new Scene();
    expect(refusalOf(() => fresh.access.requireFresh(fresh.env(person(1))))).toEqual({
      DirectoryStale: { synced_at_ns: 0n },
    });
    const scene = await staffed();
    const { syncedAtNs } = scene.directory.head;
    scene.system.nowNs = syncedAtNs + PARAMETER_DEFAULTS.receipt_max_age_minutes * 60_000_000_000n;
    expect(scene.access.requireRole(scene.env(person(1)), { roles: ['officer'] }).organisation).toBe(1n);
    scene.system.nowNs += 1n;
    expect(refusalOf(() => scene.access.requireRole(scene.env(person(1)), { roles: ['officer'] }))).toEqual({
      DirectoryStale: { synced_at_ns: syncedAtNs },
    });
  });

  it('a registry that does not answer leaves the mirror as it was', async () => {
    const scene = await staffed();
    scene.fails = true;
    await scene.system.advance(300);
    expect(scene.access.rolesOf(person(2))).toHaveLength(1);
    scene.fails = false;
    await scene.system.advance(60);
    expect(scene.directory.head.syncedAtNs).toBe(scene.system.nowNs);
  });

  it('lets named principals in and nobody else', async () => {
    const scene = await staffed();
    scene.access.requireOneOf(scene.env(person(8)), [person(7), person(8)]);
    expect(refusalOf(() => scene.access.requireOneOf(scene.env(person(9)), [person(8)]))).toEqual({
      NotPermitted: { caller: person(9) },
    });
    expect(refusalOf(() => scene.access.requireOneOf(scene.env(person(9)), []))).toBeDefined();
  });
});
