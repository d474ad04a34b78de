import { createHash } from 'node:crypto';
import {
  act,
  attestBuild,
  changeRegister,
  readCanisterRecord,
  readOutcomes,
  readRecords,
  type registry as registryTypes,
  registerCanister,
  VaultRefused,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAlgorithm } from '../registry/registers-scene.ts';
import { ORGANISATIONS, PEOPLE, VaultNetwork } from './vault-network.ts';
import { freshKey, principalOf, reading } from './vault-requests.ts';

const { interior, revenue, clinic, court } = ORGANISATIONS;
const DEVELOPER = 25;
const [BUILDER_A, BUILDER_B] = [81, 82];
const source: registryTypes.Source = {
  repository: 'https://code.example.pk/nation/indus',
  commit: 'c'.repeat(40),
  module: 'vault',
};
const citizen = principalOf(PEOPLE.citizen);

let network: VaultNetwork;
beforeAll(async () => {
  network = await VaultNetwork.start();
  const member = principalOf(DEVELOPER);
  await network.enact({ grant_role: { organisation: interior, member, role: { developer: null } } });
  await network.enact({ set_parameter: { name: 'vault_organisation', value: interior } });
  for (const [organisation, builder] of [
    [revenue, BUILDER_A],
    [clinic, BUILDER_B],
  ] as const) {
    await network.enact({ register_builder: { organisation, builder: principalOf(builder) } });
  }
  await network.sync();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

/** What the vault says to a read by the neighbour for the court. */
async function answerToNeighbour(): Promise<string> {
  const request = reading(network.subnet.timeNs, { organisation: [court] });
  const error: unknown = await readRecords(network.as(PEOPLE.neighbour), request).catch(
    (thrown: unknown) => thrown,
  );
  return error instanceof VaultRefused ? (Object.keys(error.error)[0] as string) : 'answered';
}

async function setRole(change: 'grant_role' | 'revoke_role'): Promise<void> {
  const member = principalOf(PEOPLE.neighbour);
  const role = { organisation: court, member, role: { officer: null } };
  await network.enact({ [change]: role } as unknown as registryTypes.Action);
}

describe('a change of the directory', () => {
  it('reaches shards that are not on record within a minute, and not before', async () => {
    await setRole('grant_role');
    await network.advance(2_000);
    expect(await answerToNeighbour()).toBe('RoleRequired');
    await network.sync();
    expect(await answerToNeighbour()).toBe('ConsentNotFound');
    await setRole('revoke_role');
    await network.sync();
  });

  it('is pushed to shards that are on record, at once', async () => {
    const expected_sha256 = new Uint8Array(createHash('sha256').update(network.module).digest());
    for (const canister of network.shards) {
      await registerCanister(network.registryAs(DEVELOPER), {
        organisation: interior,
        canister,
        declaration: {
          source,
          recipe: 'npm ci && npm run build vault',
          expected_sha256,
          controllers: [principalOf(PEOPLE.operator)],
          critical: false,
        },
      });
    }
    for (const builder of [BUILDER_A, BUILDER_B]) {
      await attestBuild(network.registryAs(builder), { source, sha256: expected_sha256 });
    }
    await network.sync();
    for (const canister of network.shards) {
      const { value } = await readCanisterRecord(network.registryAs(PEOPLE.stranger), canister);
      expect(value?.state).toEqual({ verified: null });
    }
    await network.sync();

    expect(await answerToNeighbour()).toBe('RoleRequired');
    await setRole('grant_role');
    await network.advance(2_000);
    expect(await answerToNeighbour()).toBe('ConsentNotFound');
    await setRole('revoke_role');
    await network.advance(2_000);
    expect(await answerToNeighbour()).toBe('RoleRequired');
  });
});

describe('from decision to outcome', () => {
  let algorithm: bigint;
  const decide = () =>
    act(network.as(PEOPLE.taxOfficer), citizen, 'issue_decision', {
      subject: citizen,
      organisation: revenue,
      purpose: 'tax.assessment',
      algorithm: [{ id: algorithm, version: 1, model_sha256: [], receipt_sha256: [] }],
      outcome: 'Tax due: 5,000',
      reasons: 'The salary is above the threshold of section 12',
      factors: [
        {
          name: 'income',
          value: '50,000',
          contribution: 0.75,
          words: [{ language: { ur: null }, words: 'آپ کی آمدنی' }],
        },
      ],
      counterfactual: [],
      idempotency_key: freshKey(),
    });
  const outcomes = async () => {
    const { value } = await readOutcomes(network.registryAs(PEOPLE.stranger), algorithm, 1);
    return value;
  };

  it('the registry shows how many decisions an algorithm took part in, as the vault has counted them', async () => {
    const officer = network.registryAs(PEOPLE.taxOfficer);
    algorithm = await addAlgorithm({ network, owner: revenue, officer });
    await changeRegister(officer, 'publish_algorithm', { algorithm, version: 1 });
    await network.advance(2_000);
    for (let at = 0; at < 4; at += 1) await decide();
    await network.sync();
    expect(await outcomes()).toMatchObject({ decisions: 4n, appeals: 0n, overturned: 0n });
  });

  it('appeals and what was overturned come from wherever the citizen is by then, and nothing is counted twice', async () => {
    const before = (await network.placeOf(PEOPLE.citizen)).shard.canisterId;
    const to = network.shards.findIndex((shard) => shard.compareTo(before) !== 'eq');
    await network.moveBucketOf(PEOPLE.citizen, to);
    for (const [decision, overturn] of [
      [1n, true],
      [2n, false],
    ] as const) {
      const grounds = 'The salary is wrong';
      await act(network.as(PEOPLE.citizen), citizen, 'appeal_decision', {
        subject: citizen,
        decision,
        grounds,
      });
      await act(network.as(PEOPLE.colleague), citizen, 'decide_appeal', {
        subject: citizen,
        decision,
        organisation: revenue,
        overturn,
        reasons: 'The employer has been asked',
      });
    }
    await network.sync();
    const public_ = await outcomes();
    expect(public_).toMatchObject({
      decisions: 4n,
      appeals: 2n,
      overturned: 1n,
      overturned_per_million_appeals: 500_000,
      overturned_per_million_decisions: 250_000,
    });
    expect(public_?.reports.map(({ canister }) => canister.toText()).sort()).toEqual(
      network.shards.map((shard) => shard.toText()).sort(),
    );
  });

  it('the chain can be walked: decision, version of the record, official, appeal', async () => {
    const { value } = await decide();
    expect(value).toMatchObject({
      algorithm: [{ id: algorithm, version: 1 }],
      organisation: revenue,
      appeal: { none: null },
    });
    expect(value.official.toText()).toBe(principalOf(PEOPLE.taxOfficer).toText());
  });
});
