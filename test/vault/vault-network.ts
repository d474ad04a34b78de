import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildCanister } from '@indus/cli';
import {
  approveProposal,
  connect,
  type Connection,
  createCanister,
  encodeBoard,
  encodeVaultInit,
  type InstallKind,
  installModule,
  openRegistry,
  openShard,
  openVault,
  type Shard,
  type Principal,
  propose,
  type Registry,
  type registry as registryTypes,
  type Vault,
} from '@indus/client';
import { startTestSubnet, type TestSubnet } from '@indus/subnet/testing';
import { vi } from 'vitest';
import { testIdentity } from '../harness/test-agent.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Buckets of the tests, half of them on each shard. */
export const BUCKETS = 16;

/** Organisations of the tests, in the order in which they are admitted. */
export const ORGANISATIONS = { interior: 1n, revenue: 2n, clinic: 3n, court: 4n, authority: 5n } as const;

/** Numbers of the people of the tests; 1 to 3 are the board. */
export const PEOPLE = {
  operator: 100,
  citizen: 10,
  neighbour: 11,
  officer: 20,
  taxOfficer: 30,
  doctor: 40,
  colleague: 31,
  judge: 50,
  auditor: 60,
  stranger: 70,
} as const;

const HOUR_MS = 3_600_000;

/** A registry and two shards of a vault on a subnet whose clock the test moves, and ways to speak to them as anyone. */
export class VaultNetwork implements AsyncDisposable {
  readonly subnet: TestSubnet;
  readonly registryId: Principal;
  readonly shards: readonly Principal[];
  readonly module: Uint8Array;

  private constructor(
    subnet: TestSubnet,
    registryId: Principal,
    shards: readonly Principal[],
    module: Uint8Array,
  ) {
    this.subnet = subnet;
    this.registryId = registryId;
    this.shards = shards;
    this.module = module;
  }

  /** Builds both canisters, installs them, names the shards to each other and lets the vault follow the registry. */
  static async start(): Promise<VaultNetwork> {
    const [registry, vault] = await Promise.all(
      ['registry', 'vault'].map(async (name) => {
        const built = await buildCanister({ root: repository, name });
        return new Uint8Array(await readFile(built.wasmGzPath));
      }),
    );
    const subnet = await startTestSubnet({ startTimeNs: BigInt(Date.now()) * 1_000_000n });
    vi.useFakeTimers({ toFake: ['Date'] });
    const operator = connectionOf(subnet, PEOPLE.operator);
    const [registryId, ...shards] = [
      await createCanister(operator),
      await createCanister(operator),
      await createCanister(operator),
    ] as [Principal, Principal, Principal];
    const board = { members: [1, 2, 3].map((number) => testIdentity(number).getPrincipal()), threshold: 2 };
    await installModule(operator, {
      canisterId: registryId,
      kind: 'install',
      module: registry as Uint8Array,
      arg: encodeBoard(board),
    });
    const network = new VaultNetwork(subnet, registryId, shards, vault as Uint8Array);
    for (const shard of [0, 1]) await network.install(shard, 'install');
    await network.#nameShards();
    await network.#fillRegistry();
    await network.sync();
    return network;
  }

  /** Installs the module of the vault on a shard, in the way given. */
  async install(shard: number, kind: InstallKind): Promise<void> {
    const half = BUCKETS / 2;
    await installModule(connectionOf(this.subnet, PEOPLE.operator), {
      canisterId: this.shards[shard] as Principal,
      kind,
      module: this.module,
      arg: encodeVaultInit({
        registry: this.registryId,
        buckets: BUCKETS,
        owned: [{ from: shard * half, to: (shard + 1) * half - 1 }],
        vetkd_key: 'dfx_test_key',
      }),
    });
  }

  /** The vault as a person sees it. */
  as(person: number): Vault {
    return openVault(this.connection(person), this.shards[0] as Principal, BUCKETS);
  }

  connection(person: number): Connection {
    return connectionOf(this.subnet, person);
  }

  /** Lets the board decide something. */
  async enact(action: registryTypes.Action): Promise<void> {
    const [one, two] = [1, 2].map((person) => this.registryAs(person));
    const { id } = await propose(one as never, action);
    await approveProposal(one as never, id);
    const { status } = await approveProposal(two as never, id);
    if (!('executed' in status))
      throw new Error(`expected an executed proposal, got ${JSON.stringify(status)}`);
  }

  /** Lets everybody read and write as often as the registry can allow. */
  async liftRates(): Promise<void> {
    for (const name of ['vault_reads_per_minute', 'vault_writes_per_minute']) {
      await this.enact({ set_parameter: { name, value: 1_000_000n } });
    }
    await this.sync();
  }

  /** The registry as a person sees it. */
  registryAs(person: number): Registry {
    return openRegistry(this.connection(person), this.registryId);
  }

  /** Moves the clock and the verifiers' with it, and lets timers that set timers have their rounds. */
  async advance(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= HOUR_MS) {
      await this.subnet.advanceTime(Math.min(left, HOUR_MS));
      for (let round = 0; round < 4; round += 1) await this.subnet.advanceTime(1);
    }
    vi.setSystemTime(Number(this.subnet.timeNs / 1_000_000n));
  }

  /** Lets the vault take in what the registry says now. */
  async sync(): Promise<void> {
    await this.advance(61_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    vi.useRealTimers();
    await this.subnet[Symbol.asyncDispose]();
  }

  /** The bucket of a subject and the shard that serves it. */
  async placeOf(person: number): Promise<{ readonly bucket: number; readonly shard: Shard }> {
    const first = openShard(this.connection(PEOPLE.operator), this.shards[0] as Principal);
    const { bucket, shard } = expectOk(await first.service.locate(testIdentity(person).getPrincipal()));
    return { bucket, shard: openShard(this.connection(PEOPLE.operator), shard) };
  }

  /** Moves a subject's bucket and waits until the other shard serves it. */
  async moveBucketOf(person: number, to: number): Promise<void> {
    const { bucket, shard } = await this.placeOf(person);
    expectOk(await shard.service.move_bucket({ bucket, to: this.shards[to] as Principal }));
    for (let turn = 0; turn < 100; turn += 1) {
      await this.advance(1_000);
      const [move] = expectOk(await shard.service.read_move(bucket));
      if (move !== undefined && 'done' in move.state) return;
    }
    throw new Error('expected the move to end');
  }

  async #nameShards(): Promise<void> {
    const half = BUCKETS / 2;
    const shards = this.shards.map((canister, at) => ({
      canister,
      owned: [{ from: at * half, to: (at + 1) * half - 1 }],
    }));
    for (const canister of this.shards) {
      const { service } = openShard(this.connection(PEOPLE.operator), canister);
      expectOk(await service.set_shards(shards));
    }
  }

  async #fillRegistry(): Promise<void> {
    const kinds = {
      interior: 'federal',
      revenue: 'federal',
      clinic: 'health',
      court: 'court',
      authority: 'regulator',
    };
    for (const [name, kind] of Object.entries(kinds)) {
      await this.enact({ admit_organisation: detailsOf(name, { [kind]: null } as never) });
    }
    const { interior, revenue, clinic, court, authority } = ORGANISATIONS;
    const roles: readonly [bigint, number, registryTypes.Role][] = [
      [interior, PEOPLE.officer, { officer: null }],
      [revenue, PEOPLE.taxOfficer, { officer: null }],
      [revenue, PEOPLE.colleague, { officer: null }],
      [clinic, PEOPLE.doctor, { officer: null }],
      [court, PEOPLE.judge, { judge: null }],
      [authority, PEOPLE.auditor, { auditor: null }],
    ];
    for (const [organisation, person, role] of roles) {
      const member = testIdentity(person).getPrincipal();
      await this.enact({ grant_role: { organisation, member, role } });
    }
    await this.enact({ set_parameter: { name: 'data_protection_organisation', value: authority } });
    const bases = [{ consent: null }, { statute: null }, { warrant: null }, { break_glass: null }];
    for (const code of ['tax.assessment', 'health.treatment']) {
      const names = namesOf(code);
      const statute: [string] = ['Income Tax Ordinance 2001, section 114'];
      await this.enact({ define_purpose: { code, names, bases, statute } });
    }
    const classes: readonly [string, bigint[], boolean][] = [
      ['income.salary', [interior], false],
      ['health.prescription', [clinic], true],
    ];
    for (const [code, issuers, sealed] of classes) {
      await this.enact({
        define_record_class: { code, names: namesOf(code), sealed, issuers: BigUint64Array.from(issuers) },
      });
    }
  }
}

function connectionOf(subnet: TestSubnet, person: number): Connection {
  return connect({
    url: 'http://127.0.0.1',
    rootKey: subnet.subnet.rootKey,
    identity: testIdentity(person),
    fetch: (input, init) => subnet.subnet.fetch(input as string, init),
  });
}

function expectOk<Value>(answer: { Ok: Value } | { Err: object }): Value {
  if ('Ok' in answer) return answer.Ok;
  throw new Error(`expected an answer, got ${Object.keys(answer.Err).join()}`);
}

function namesOf(en: string): registryTypes.Names {
  return { en, ur: `${en} (اردو)`, ps: [], pnb: [], sd: [] };
}

function detailsOf(name: string, kind: registryTypes.OrganisationKind): registryTypes.OrganisationDetails {
  return {
    names: namesOf(`Organisation ${name}`),
    kind,
    country: 'PK',
    contact: { email: 'info@example.pk', telephone: [], website: [] },
  };
}
