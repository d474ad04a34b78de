import {
  acknowledgeIncident,
  amendCanister,
  attestBuild,
  listAttestations,
  listBuilders,
  listCanisters,
  listIncidents,
  readAttestation,
  readBuilder,
  readCanisterRecord,
  readCanisterVersion,
  readIncident,
  registerCanister,
  retireCanister,
} from '@indus/client';
import type { Principal, registry as candid } from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyModule, person, sha256, startTimedRegistry } from './timed-registry.ts';
import type { TimedRegistry } from './timed-registry.ts';

const HOUR_MS = 3_600_000;
/** One period of checks, and the round after it. */
const PERIOD_MS = HOUR_MS + 1_000;
const [OWNER_ADMIN, BUILDER_A, BUILDER_B, BUILDER_C] = [11, 21, 22, 23];
const CALM = emptyModule('calm');
const EVIL = emptyModule('evil');
const NEXT = emptyModule('next');

let network: TimedRegistry;
let owner: bigint;
let others: bigint[];

beforeAll(async () => {
  network = await startTimedRegistry();
  owner = await network.admit(1, OWNER_ADMIN);
  others = [];
  for (const [at, builder] of [BUILDER_A, BUILDER_B, BUILDER_C].entries()) {
    const organisation = await network.admit(at + 2, 30 + at);
    others.push(organisation);
    await network.enact({ register_builder: { organisation, builder: person(builder) } });
  }
});
afterAll(() => network.subnet.stop());

const source = (commit: string, module = 'calm'): candid.Source => ({
  repository: 'https://code.gov.pk/revenue/tax',
  commit: commit.repeat(40),
  module,
});
const declarationOf = (wasm: Uint8Array, from: candid.Source): candid.CanisterDeclaration => ({
  source: from,
  recipe: 'npm run build',
  expected_sha256: sha256(wasm),
  controllers: [person(OWNER_ADMIN)],
  critical: false,
});

/** A canister of the owner that runs a module. */
async function deploy(wasm: Uint8Array): Promise<Principal> {
  const sender = person(OWNER_ADMIN);
  return network.subnet.setupCanister(wasm, { sender });
}

/** The same, on record. */
async function register(wasm: Uint8Array, from: candid.Source): Promise<Principal> {
  const canister = await deploy(wasm);
  await registerCanister(network.as(OWNER_ADMIN), {
    organisation: owner,
    canister,
    declaration: declarationOf(wasm, from),
  });
  await network.advance(1_000);
  return canister;
}

async function stateOf(canister: Principal): Promise<string | undefined> {
  const { value } = await readCanisterRecord(network.as(), canister);
  return value && Object.keys(value.state)[0];
}

describe('a canister on record', () => {
  it('is looked at within a second, and is registered while nobody else vouches for it', async () => {
    const canister = await register(CALM, source('a'));
    const { value } = await readCanisterRecord(network.as(), canister);
    expect(value?.state).toEqual({ registered: null });
    expect(value?.observed[0]).toMatchObject({ exists: true, module_hash: [sha256(CALM)] });
    expect((await readCanisterVersion(network.as(), canister, 1)).value?.recipe).toBe('npm run build');
    expect((await readCanisterVersion(network.as(), canister, 2)).value).toBeUndefined();
  });

  it('that runs another wasm is a mismatch with an incident within one period, and is well again when it is put right', async () => {
    const canister = await register(CALM, source('b'));
    await network.subnet.upgradeCode(canister, EVIL, { sender: person(OWNER_ADMIN) });
    expect(await stateOf(canister)).toBe('registered');
    await network.advance(PERIOD_MS);
    expect(await stateOf(canister)).toBe('mismatch');
    const { values: open } = await listIncidents(network.as(), { canister });
    expect(open).toHaveLength(1);
    expect(open[0]).toMatchObject({
      organisation: owner,
      kind: { module_mismatch: { expected: sha256(CALM), found: [sha256(EVIL)] } },
      resolved_at_ns: [],
    });
    await network.advance(PERIOD_MS);
    expect((await listIncidents(network.as(), { canister })).values).toHaveLength(1);
    const id = open[0]!.id;
    await expect(acknowledgeIncident(network.as(BUILDER_A), id, { note: 'seen' })).rejects.toThrow(
      'RoleRequired',
    );
    await acknowledgeIncident(network.as(OWNER_ADMIN), id, { note: 'We are on it.' });
    await network.subnet.upgradeCode(canister, CALM, { sender: person(OWNER_ADMIN) });
    await network.advance(PERIOD_MS);
    expect(await stateOf(canister)).toBe('registered');
    const { value } = await readIncident(network.as(), id);
    expect(value?.resolved_at_ns).toHaveLength(1);
    expect(value?.acknowledgement[0]?.note).toBe('We are on it.');
  });

  it('whose module was another one between two checks leaves an incident', async () => {
    const canister = await register(CALM, source('c'));
    await network.subnet.upgradeCode(canister, EVIL, { sender: person(OWNER_ADMIN) });
    await network.subnet.upgradeCode(canister, CALM, { sender: person(OWNER_ADMIN) });
    await network.advance(PERIOD_MS);
    expect(await stateOf(canister)).toBe('registered');
    const { values } = await listIncidents(network.as(), { canister });
    expect(values.map(({ kind }) => kind)).toMatchObject([{ passing_module: { found: sha256(EVIL) } }]);
    await network.advance(PERIOD_MS);
    expect((await listIncidents(network.as(), { canister })).values).toHaveLength(1);
  });

  it('that others control, or that is gone, is a mismatch', async () => {
    const [taken, gone] = [await register(CALM, source('d')), await register(CALM, source('d'))];
    const sender = person(OWNER_ADMIN);
    await network.subnet.updateSettings(taken, { controllers: [sender, person(66)] }, { sender });
    await network.subnet.stopCanister(gone, { sender });
    await network.subnet.deleteCanister(gone, { sender });
    await network.advance(PERIOD_MS);
    expect([await stateOf(taken), await stateOf(gone)]).toEqual(['mismatch', 'mismatch']);
    const kinds = async (canister: Principal) =>
      (await listIncidents(network.as(), { canister })).values.map(({ kind }) => Object.keys(kind)[0]);
    expect([await kinds(taken), await kinds(gone)]).toEqual([['controllers_mismatch'], ['missing']]);
    await retireCanister(network.as(OWNER_ADMIN), gone);
    expect(await stateOf(gone)).toBe('retired');
    const mismatches = await listCanisters(network.as(), { organisation: owner, state: { mismatch: null } });
    expect(mismatches.values.map(({ declared }) => String(declared.canister))).toEqual([String(taken)]);
  });
});

describe('builders', () => {
  it('of two other organisations make a canister verified; one does not, nor the same one twice', async () => {
    const from = source('e');
    const canister = await register(CALM, from);
    const found = { source: from, sha256: sha256(CALM) };
    const { id } = await attestBuild(network.as(BUILDER_A), found);
    expect(await stateOf(canister)).toBe('registered');
    await expect(attestBuild(network.as(BUILDER_A), found)).rejects.toThrow('AlreadyAttested');
    await expect(attestBuild(network.as(OWNER_ADMIN), found)).rejects.toThrow('NotBuilder');
    await attestBuild(network.as(BUILDER_B), found);
    expect(await stateOf(canister)).toBe('verified');
    const { value } = await readCanisterRecord(network.as(), canister);
    expect(Array.from(value!.attested_by)).toEqual(others.slice(0, 2));
    expect((await readAttestation(network.as(), id)).value?.organisation).toBe(others[0]);
    expect((await listAttestations(network.as(), { source: from })).values).toHaveLength(2);
    expect((await readBuilder(network.as(), person(BUILDER_A))).value?.active).toBe(true);
    expect((await readBuilder(network.as(), person(99))).value).toBeUndefined();
    expect((await listBuilders(network.as())).values).toHaveLength(3);
  });

  it('that find another hash make it divergent; what they said stays, and counts no more when the board removes them', async () => {
    const from = source('f');
    const canister = await register(CALM, from);
    await attestBuild(network.as(BUILDER_A), { source: from, sha256: sha256(CALM) });
    await attestBuild(network.as(BUILDER_B), { source: from, sha256: sha256(CALM) });
    const { id } = await attestBuild(network.as(BUILDER_C), { source: from, sha256: sha256(EVIL) });
    expect(await stateOf(canister)).toBe('divergent');
    const { values } = await listIncidents(network.as(), { canister });
    expect(values.map(({ kind }) => kind)).toEqual([{ divergent_attestation: { attestation: id } }]);
    await expect(attestBuild(network.as(BUILDER_C), { source: from, sha256: sha256(CALM) })).rejects.toThrow(
      'AlreadyAttested',
    );
    await network.enact({ remove_builder: person(BUILDER_C) });
    await network.advance(PERIOD_MS);
    expect(await stateOf(canister)).toBe('verified');
    expect((await readAttestation(network.as(), id)).value?.sha256).toEqual(sha256(EVIL));
  });

  it('of a suspended organisation count no more', async () => {
    const from = source('e');
    await network.enact({ suspend_organisation: { organisation: others[1]!, reason: 'audit' } });
    await network.advance(PERIOD_MS);
    const { values } = await listCanisters(network.as(), { state: { verified: null } });
    expect(values).toEqual([]);
    await expect(attestBuild(network.as(BUILDER_B), { source: from, sha256: sha256(CALM) })).rejects.toThrow(
      'OrganisationSuspended',
    );
    await network.enact({ reinstate_organisation: { organisation: others[1]!, reason: 'cleared' } });
    await network.advance(PERIOD_MS);
    expect((await listCanisters(network.as(), { state: { verified: null } })).values).toHaveLength(2);
  });
});

describe('upgrades', () => {
  it('of a canister are declared as a new version; the module before may run for a day', async () => {
    const canister = await register(CALM, source('1'));
    const declaration = declarationOf(NEXT, source('2', 'next'));
    await amendCanister(network.as(OWNER_ADMIN), { canister, declaration });
    await network.advance(PERIOD_MS);
    expect(await stateOf(canister)).toBe('registered');
    await network.advance(24 * HOUR_MS);
    expect(await stateOf(canister)).toBe('mismatch');
    await network.subnet.upgradeCode(canister, NEXT, { sender: person(OWNER_ADMIN) });
    await network.advance(PERIOD_MS);
    expect(await stateOf(canister)).toBe('registered');
    const versions = await Promise.all(
      [1, 2].map(async (version) => (await readCanisterVersion(network.as(), canister, version)).value),
    );
    expect(versions.map((version) => version?.expected_sha256)).toEqual([sha256(CALM), sha256(NEXT)]);
  });

  it('of a critical canister need the board, are public first, and take effect after their notice', async () => {
    const canister = await register(CALM, source('3'));
    await network.enact({ mark_critical: { canister, critical: true } });
    const from = source('4', 'next');
    const admin = network.as(OWNER_ADMIN);
    const declaration = declarationOf(NEXT, from);
    for (const critical of [true, false]) {
      await expect(
        amendCanister(admin, { canister, declaration: { ...declaration, critical } }),
      ).rejects.toThrow('UpgradeNeedsNotice');
    }
    await expect(retireCanister(admin, canister)).rejects.toThrow('UpgradeNeedsNotice');
    const { id } = await network.enact({
      approve_upgrade: {
        canister,
        source: from,
        recipe: 'npm run build',
        expected_sha256: sha256(NEXT),
        not_before_ns: 0n,
      },
    });
    const announced = (await readCanisterRecord(network.as(), canister)).value!;
    expect(announced.declared.expected_sha256).toEqual(sha256(CALM));
    expect(announced.pending_upgrade[0]).toMatchObject({ proposal: id, expected_sha256: sha256(NEXT) });
    await network.advance(48 * HOUR_MS - 60_000);
    expect((await readCanisterRecord(network.as(), canister)).value?.declared.expected_sha256).toEqual(
      sha256(CALM),
    );
    await network.advance(2 * 60_000);
    const inEffect = (await readCanisterRecord(network.as(), canister)).value!;
    expect(inEffect.declared).toMatchObject({
      expected_sha256: sha256(NEXT),
      proposal: [id],
      critical: true,
    });
    expect(inEffect.pending_upgrade).toEqual([]);
    expect(inEffect.state).toEqual({ registered: null });
  });
});
