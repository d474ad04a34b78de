import { IDL } from '@dfinity/candid';
import {
  encodeBoard,
  grantRole,
  listMembers,
  listParameters,
  listPurposes,
  proposeOnce,
  readMember,
  readParameter,
  readPurpose,
  readRecordClass,
  registerCanister,
  retireCanister,
  revokeRole,
  rotateKey,
} from '@indus/client';
import type { Principal, registry as candid } from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileMotoko } from '../harness/motoko.ts';
import { organisationDetails, testBoard } from './registry-network.ts';
import { answerOf, emptyModule, person, sha256, startTimedRegistry } from './timed-registry.ts';
import type { TimedRegistry } from './timed-registry.ts';

/** A canister in another language that wants to know when the directory changes. */
const SUBSCRIBER = `
persistent actor {
  var head : Nat64 = 0;
  var told = 0;
  public func registry_changed(at : Nat64) : () { head := at; told += 1 };
  public func subscribe(registry : Text) : async Bool {
    let it = actor (registry) : actor { subscribe_directory : () -> async { #Ok; #Err : Any } };
    switch (await it.subscribe_directory()) { case (#Ok) true; case (#Err _) false };
  };
  public query func state() : async (Nat64, Nat) { (head, told) };
}`;
const subscriberInterface: IDL.InterfaceFactory = () =>
  IDL.Service({
    subscribe: IDL.Func([IDL.Text], [IDL.Bool], []),
    state: IDL.Func([], [IDL.Nat64, IDL.Nat], ['query']),
  });
interface Subscriber {
  subscribe(registry: string): Promise<boolean>;
  state(): Promise<[bigint, bigint]>;
}

const ADMIN = 11;
let network: TimedRegistry;
let organisation: bigint;

beforeAll(async () => {
  network = await startTimedRegistry();
  organisation = await network.admit(1, ADMIN);
});
afterAll(() => network.subnet.stop());

const names = (en: string): candid.Names => ({ en, ur: 'مقصد', ps: ['موخه'], pnb: ['مقصد'], sd: ['مقصد'] });
const purpose = (code: string) => ({
  code,
  names: names('Assessment of tax'),
  bases: [{ statute: null }, { consent: null }] as candid.LegalBasis[],
  statute: ['Income Tax Ordinance 2001, s. 120'] as [string],
});

async function readAll(after = 0n, limit = 200): Promise<candid.DirectoryChange[]> {
  const all: candid.DirectoryChange[] = [];
  for (let from = after; ;) {
    const { changes, head } = answerOf(await network.as().service.read_directory({ after: from, limit }));
    all.push(...changes);
    from = changes.at(-1)?.sequence ?? head;
    if (from >= head) return all;
  }
}

describe('codes', () => {
  it('are defined and retired by the board, and read with their proof', async () => {
    await network.enact({ define_purpose: purpose('tax.assessment') });
    const { value } = await readPurpose(network.as(), 'tax.assessment');
    expect(value?.purpose).toMatchObject({ ...purpose('tax.assessment'), retired: false });
    await network.enact({ retire_purpose: 'tax.assessment' });
    expect((await readPurpose(network.as(), 'tax.assessment')).value).toMatchObject({
      purpose: { retired: true },
      version: 2,
    });
    expect((await readPurpose(network.as(), 'tax.audit')).value).toBeUndefined();
    await network.enact({
      define_record_class: {
        code: 'tax.return',
        names: names('Tax return'),
        sealed: true,
        issuers: BigUint64Array.of(organisation),
      },
    });
    expect((await readRecordClass(network.as(), 'tax.return')).value?.record_class.sealed).toBe(true);
  });

  it('are listed in their order, page by page, with cursors that are no good to others', async () => {
    for (const code of ['b', 'a.z', 'a']) await network.enact({ define_purpose: purpose(code) });
    const first = await listPurposes(network.as(5), { limit: 2 });
    expect(first.values.map(({ purpose: { code } }) => code)).toEqual(['a', 'a.z']);
    const rest = await listPurposes(network.as(5), { cursor: first.next, limit: 2 });
    expect(rest.values.map(({ purpose: { code } }) => code)).toEqual(['b', 'tax.assessment']);
    expect(rest.next).toBeUndefined();
    await expect(listPurposes(network.as(6), { cursor: first.next })).rejects.toThrow('InvalidCursor');
    await expect(listParameters(network.as(5), { cursor: first.next })).rejects.toThrow('InvalidCursor');
  });

  it('parameters are on record from the beginning and keep within their bounds', async () => {
    expect((await readParameter(network.as(), 'seal_days_max')).value?.parameter.value).toBe(90n);
    await network.enact({ set_parameter: { name: 'seal_days_max', value: 60n } });
    expect((await readParameter(network.as(), 'seal_days_max')).value).toMatchObject({
      parameter: { value: 60n },
      version: 2,
    });
    for (const [name, value] of [
      ['seal_days_max', 0n],
      ['seal_days_max', 3_651n],
      ['no_such', 1n],
    ] as const) {
      await expect(network.enact({ set_parameter: { name, value } })).rejects.toThrow('Invalid');
    }
    const { values } = await listParameters(network.as());
    const known = values.map(({ parameter }) => parameter.name);
    expect(known).toEqual(expect.arrayContaining(['canister_check_minutes', 'receipt_max_age_minutes']));
    expect(known).toEqual(known.toSorted());
  });
});

describe('an organisation', () => {
  it('gives and takes roles itself, but for those that the board decides', async () => {
    const admin = network.as(ADMIN);
    const officer = { organisation, member: person(12), role: { officer: null } } as const;
    expect((await grantRole(admin, officer)).roles).toEqual([{ officer: null }]);
    await expect(grantRole(admin, officer)).rejects.toThrow('RoleAlreadyGranted');
    for (const role of [{ admin: null }, { judge: null }, { data_protection: null }] as const)
      await expect(grantRole(admin, { ...officer, role })).rejects.toThrow('BoardDecides');
    await expect(grantRole(network.as(12), officer)).rejects.toThrow('RoleRequired');
    await grantRole(admin, { ...officer, member: person(13), role: { auditor: null } });
    expect((await listMembers(network.as(), organisation)).values).toHaveLength(3);
    expect((await revokeRole(admin, officer)).roles).toEqual([]);
    expect((await readMember(network.as(), organisation, person(12))).value).toBeUndefined();
  });

  it('moves a lost key in one act: the old one has nothing any more', async () => {
    const admin = network.as(ADMIN);
    await grantRole(admin, { organisation, member: person(14), role: { officer: null } });
    await network.enact({ grant_role: { organisation, member: person(14), role: { judge: null } } });
    const { roles } = await rotateKey(admin, { organisation, from: person(14), to: person(15) });
    expect(roles).toEqual([{ officer: null }, { judge: null }]);
    expect((await readMember(network.as(), organisation, person(14))).value).toBeUndefined();
    await expect(rotateKey(admin, { organisation, from: person(14), to: person(16) })).rejects.toThrow(
      'NotMember',
    );
    await network.enact({ rotate_key: { organisation, from: person(ADMIN), to: person(17) } });
    await expect(
      grantRole(admin, { organisation, member: person(18), role: { officer: null } }),
    ).rejects.toThrow('RoleRequired');
    await network.enact({ rotate_key: { organisation, from: person(17), to: person(ADMIN) } });
  });

  it('that is suspended takes no part', async () => {
    await network.enact({ suspend_organisation: { organisation, reason: 'audit' } });
    await expect(
      grantRole(network.as(ADMIN), { organisation, member: person(18), role: { officer: null } }),
    ).rejects.toThrow('OrganisationSuspended');
    await network.enact({ reinstate_organisation: { organisation, reason: 'cleared' } });
  });
});

describe('the directory', () => {
  it('holds everything once in its newest state, ascending, in pages of any size', async () => {
    const all = await readAll();
    const sequences = all.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => Number(a - b)));
    expect(await readAll(0n, 3)).toEqual(all);
    const of = <Kind extends string>(kind: Kind) =>
      all.flatMap(({ entry }) => (kind in entry ? [(entry as Record<string, unknown>)[kind]] : []));
    expect(of('organisation')).toMatchObject([{ id: organisation, status: { active: null } }]);
    expect(of('purpose')).toHaveLength(4);
    expect(of('parameter')).toHaveLength((await listParameters(network.as())).values.length);
    expect(of('member')).toContainEqual({ organisation, member: person(14), roles: [] });
    expect(of('record_class')).toMatchObject([{ code: 'tax.return', sealed: true }]);
    const { service } = network.as();
    expect(await service.read_directory({ after: 0n, limit: 201 })).toHaveProperty('Err.Invalid');
    expect(await service.read_directory({ after: 0n, limit: 0 })).toHaveProperty('Err.Invalid');
    const beyond = answerOf(await service.read_directory({ after: 2n ** 64n - 1n, limit: 1 }));
    expect(beyond).toEqual({ changes: [], head: sequences.at(-1) });
  });

  it('tells subscribers of a change within a second; those that are gone harm nobody', async () => {
    const admin = network.as(ADMIN);
    const wasm = compileMotoko(SUBSCRIBER);
    const sender = person(ADMIN);
    const subscribers: Principal[] = [];
    for (let count = 0; count < 3; count += 1)
      subscribers.push(await network.subnet.setupCanister(wasm, { sender }));
    const actorOf = (canister: Principal) => network.subnet.actor<Subscriber>(canister, subscriberInterface);
    const [live, dead, stopped] = subscribers as [Principal, Principal, Principal];
    expect(await actorOf(live).subscribe(network.canisterId.toText())).toBe(false);
    for (const canister of subscribers) {
      const source = {
        repository: 'https://code.gov.pk/x/y',
        commit: 'a'.repeat(40),
        module: 'subscriber',
      };
      const declaration = {
        source,
        recipe: 'moc',
        expected_sha256: sha256(wasm),
        controllers: [sender],
        critical: false,
      };
      await registerCanister(admin, { organisation, canister, declaration });
      expect(await actorOf(canister).subscribe(network.canisterId.toText())).toBe(true);
      expect(await actorOf(canister).subscribe(network.canisterId.toText())).toBe(true);
    }
    await network.subnet.stopCanister(stopped, { sender });
    await network.subnet.stopCanister(dead, { sender });
    await network.subnet.deleteCanister(dead, { sender });
    await network.advance(1_000);
    const [, before] = await actorOf(live).state();
    await network.enact({ define_purpose: purpose('c') });
    await network.advance(1_000);
    const [head, told] = await actorOf(live).state();
    expect(told).toBe(before + 1n);
    expect(head).toBe((await readAll()).at(-1)?.sequence);
    await retireCanister(admin, live);
    await network.enact({ define_purpose: purpose('d') });
    await network.advance(1_000);
    expect((await actorOf(live).state())[1]).toBe(told);
    expect(await actorOf(live).subscribe(network.canisterId.toText())).toBe(false);
  });
});

describe('a write', () => {
  it('with an idempotency key has its effect once', async () => {
    const one = network.as(1);
    const idempotencyKey = Uint8Array.of(1, 2, 3);
    const action = { admit_organisation: organisationDetails(50) };
    const first = await proposeOnce(one, action, { idempotencyKey });
    expect((await proposeOnce(one, action, { idempotencyKey })).id).toBe(first.id);
    await expect(
      proposeOnce(one, { admit_organisation: organisationDetails(51) }, { idempotencyKey }),
    ).rejects.toThrow('IdempotencyConflict');
    const change = { organisation, member: person(19), role: { officer: null } } as const;
    await grantRole(network.as(ADMIN), change, { idempotencyKey });
    await grantRole(network.as(ADMIN), change, { idempotencyKey });
    await expect(revokeRole(network.as(ADMIN), change, { idempotencyKey })).rejects.toThrow(
      'IdempotencyConflict',
    );
    await expect(
      revokeRole(network.as(ADMIN), change, { idempotencyKey: new Uint8Array(65) }),
    ).rejects.toThrow('Invalid');
  });

  it('is refused to callers who write too often, and taken up again later', async () => {
    const nobody = network.as(77);
    const attempt = async () =>
      nobody.service.withdraw({ proposal: 999n, idempotency_key: [] }).then((answer) => {
        return Object.keys(('Err' in answer && answer.Err) as object)[0];
      });
    const answers: (string | undefined)[] = [];
    for (let count = 0; count < 301; count += 1) answers.push(await attempt());
    expect(new Set(answers.slice(0, 300))).toEqual(new Set(['ProposalNotFound']));
    expect(answers[300]).toBe('RateLimited');
    await network.advance(1_000);
    expect(await attempt()).toBe('ProposalNotFound');
  });
});

describe('an upgrade', () => {
  it('keeps codes, canisters, directory and subscriptions, and timers go on', async () => {
    const before = await readAll();
    await network.subnet.upgradeCode(network.canisterId, network.module, {
      argument: encodeBoard(testBoard()),
    });
    expect(await readAll()).toEqual(before);
    expect((await readPurpose(network.as(), 'a')).value?.version).toBe(1);
    const wasm = emptyModule('after');
    const canister = await network.subnet.setupCanister(wasm, { sender: person(ADMIN) });
    const source = { repository: 'https://code.gov.pk/x/y', commit: 'b'.repeat(40), module: 'z' };
    await registerCanister(network.as(ADMIN), {
      organisation,
      canister,
      declaration: { source, recipe: 'r', expected_sha256: sha256(wasm), controllers: [], critical: false },
    });
    await network.advance(1_000);
    const last = (await readAll()).at(-1)?.entry;
    expect(last).toMatchObject({ canister: { state: { mismatch: null }, module_hash: [sha256(wasm)] } });
  });
});
