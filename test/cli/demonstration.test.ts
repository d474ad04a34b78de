import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMONSTRATION_PEOPLE, type PersonKey } from '@indus/cli';
import {
  actAtOrigin,
  connect,
  type Connection,
  deriveKey,
  explainSovereignty,
  findAnchorOfPhrase,
  fromHex,
  type Identity,
  identityFromRecoveryPhrase,
  type Items,
  listCanisters,
  listIncidents,
  listItems,
  listLedger,
  listMandates,
  listVersions,
  openIdentityProvider,
  openRegistry,
  openVault,
  Principal,
  readHead,
  readMember,
  readRegister,
  readVaultStatistics,
  type Vault,
  VaultRefused,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ready, type RunningIndus, startIndus } from './indus-process.ts';

const DAY_NS = 86_400_000_000_000n;
/** How long the registry may take to look at canisters that were put on record. */
const LOOK_MS_MAX = 90_000;

let state: string;
let running: RunningIndus;
beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'indus-demonstration-'));
  running = await startIndus(['--port', '0', '--no-portal', '--state', state]);
});
afterAll(async () => {
  await running.kill('SIGTERM');
  await rm(state, { recursive: true });
});

const idOf = ({ canisters }: Ready, name: string): string => {
  const id = canisters[name];
  if (id === undefined) throw new Error(`expected a canister ${name}`);
  return id;
};

function connectAs({ url, rootKey }: Ready, identity?: Identity): Connection {
  return connect({ url, rootKey: fromHex(rootKey) ?? new Uint8Array(), ...(identity && { identity }) });
}

/** Signs in to the portal of a network by the public phrase of a demonstration person. */
async function signIn(ready: Ready, person: PersonKey): Promise<Identity> {
  const device = await identityFromRecoveryPhrase(DEMONSTRATION_PEOPLE[person].phrase.split(' '));
  const provider = openIdentityProvider(connectAs(ready, device), idOf(ready, 'identity'));
  const anchor = await findAnchorOfPhrase(provider);
  if (anchor === undefined) throw new Error(`expected an anchor of ${person}`);
  return actAtOrigin(provider, { anchor, origin: `http://localhost:${new URL(ready.url).port}` });
}

async function vaultOf(ready: Ready, person: PersonKey): Promise<Vault> {
  return openVault(connectAs(ready, await signIn(ready, person)), idOf(ready, 'vault'));
}

const caseOf = (variant: object): string => Object.keys(variant)[0] ?? '';

describe('a demonstration citizen, signed in at the portal', () => {
  let vault: Vault;
  beforeAll(async () => {
    vault = await vaultOf(running.ready, 'citizen');
  });
  const items = async <Kind extends keyof Items>(kind: Kind): Promise<Items[Kind][]> => {
    const { items: found } = await listItems(vault, { subject: vault.connection.principal, kind });
    return found.map(({ value }) => value);
  };

  test('sees records of several classes, one amended and one that only she opens', async () => {
    const subject = vault.connection.principal;
    const records = await items('held_record');
    expect(records.map((record) => [record.class, record.sealed])).toEqual([
      ['health.prescription', true],
      ['land.title', false],
      ['health.vaccination', false],
      ['education.degree', false],
    ]);
    const versions = await listVersions(vault, subject, { id: 3n, version: 2 });
    expect(versions.map(({ value }) => value.version)).toEqual([1, 2]);
    const read = {
      subject,
      basis: { subject: null },
      purpose: [] as [],
      organisation: [] as [],
      on_behalf_of: [] as [],
      mode: { view: null },
      record_classes: ['health.prescription'],
      details: [{ summary: null }],
      from_ns: 0n,
      to_ns: 2n ** 63n,
      cursor: [] as [],
      limit: 20,
    };
    const opened = await deriveKey(vault, { read });
    expect(new TextDecoder().decode(opened.records[0]?.body)).toBe('Paracetamol 500 mg (demonstration)');
  });

  test('has a consent that waits, one that holds and one that she revoked', async () => {
    const consents = await items('consent');
    expect(consents.map(({ status }) => caseOf(status))).toEqual(['revoked', 'active', 'pending']);
  });

  test('sees who looked: granted, denied, in an emergency, and that something is under seal', async () => {
    const { positions } = await listLedger(vault, vault.connection.principal, 0n);
    const reads = positions.flatMap((position) =>
      position.kind === 'open' && 'read_records' in position.entry.act ? [position.entry] : [],
    );
    expect(
      reads.map(({ basis, outcome }) => [caseOf(basis), 'denied' in outcome ? outcome.denied : 'granted']),
    ).toEqual([
      ['consent', 'granted'],
      ['consent', 'ConsentNotActive'],
      ['consent', 'ConsentNotActive'],
      ['statute', 'granted'],
      ['break_glass', 'granted'],
    ]);
    expect(positions.filter(({ kind }) => kind === 'sealed')).toHaveLength(1);
  });

  test('has a ticket that must be answered soon, and a decision that is explained in every language', async () => {
    const tickets = await items('ticket');
    expect(tickets.map(({ status }) => caseOf(status))).toEqual(['done', 'open']);
    expect(tickets[1]?.due_at_ns).toBeLessThan(BigInt(Date.now()) * 1_000_000n + 2n * DAY_NS);
    const [decision] = await items('decision');
    expect(decision?.algorithm[0]?.id).toBe(1n);
    for (const { words } of decision?.factors ?? []) {
      expect(words.map(({ language }) => caseOf(language)).sort()).toEqual(['en', 'pnb', 'ps', 'sd', 'ur']);
      for (const said of words) expect(said.words).toMatch(/\((demonstration|نمونہ|نمونه|نمونو)\)$/);
    }
    expect(decision?.factors).toHaveLength(3);
  });

  test('is nobody to another citizen', async () => {
    const guardian = await vaultOf(running.ready, 'guardian');
    expect(
      (await listItems(guardian, { subject: guardian.connection.principal, kind: 'held_record' })).items,
    ).toHaveLength(2);
    await expect(
      listItems(guardian, { subject: vault.connection.principal, kind: 'held_record' }),
    ).rejects.toSatisfy((error) => error instanceof VaultRefused && 'NotSubject' in error.error);
  });
});

describe('the other demonstration people', () => {
  test('a guardian has the mandate for her child', async () => {
    const guardian = await vaultOf(running.ready, 'guardian');
    const child = await signIn(running.ready, 'child');
    const mandates = await Promise.all(
      ['vault', 'vault_2'].map((name) =>
        listMandates(guardian.shardAt(Principal.fromText(idOf(running.ready, name)))),
      ),
    );
    const subjects = mandates.flatMap(({ items }) => items.map(({ subject }) => subject.toText()));
    expect(subjects).toEqual([child.getPrincipal().toText()]);
  });

  test.each([
    ['healthOfficer', 1n, ['officer']],
    ['healthOfficer', 5n, ['officer']],
    ['educationOfficer', 2n, ['officer']],
    ['judge', 4n, ['judge']],
    ['auditor', 6n, ['auditor']],
    ['dataProtection', 6n, ['data_protection']],
    ['developer', 2n, ['admin', 'developer']],
  ] as const)('%s has a role in organisation %s', async (person, organisation, roles) => {
    const registry = openRegistry(connectAs(running.ready), idOf(running.ready, 'registry'));
    const member = (await signIn(running.ready, person)).getPrincipal();
    const { value } = await readMember(registry, organisation, member);
    expect(value?.roles.map(caseOf)).toEqual(roles);
  });
});

describe('the registers of the demonstration', () => {
  const registry = () => openRegistry(connectAs(running.ready), idOf(running.ready, 'registry'));

  test('hold a dataset, a model in production, an algorithm that decides, and a figure of sovereignty', async () => {
    const model = await readRegister(registry(), 'models', 1n);
    expect(caseOf(model.value?.stage ?? {})).toBe('production');
    const algorithm = await readRegister(registry(), 'algorithms', 1n);
    expect(caseOf(algorithm.value?.state ?? {})).toBe('live');
    const sovereignty = await explainSovereignty(registry(), 2n);
    expect(sovereignty.value?.lines).toHaveLength(2);
    expect(sovereignty.value?.figure).toBeLessThan(10_000);
  });

  test('hold a canister that is verified, and one with an incident', async () => {
    const until = Date.now() + LOOK_MS_MAX;
    let states: Record<string, string> = {};
    do {
      const { values } = await listCanisters(registry());
      states = Object.fromEntries(
        values.map(({ declared, state: is }) => [declared.source.module, caseOf(is)]),
      );
      if (states['vault'] === 'verified' && states['application'] === 'mismatch') break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    } while (Date.now() < until);
    expect(states).toEqual({ vault: 'verified', application: 'mismatch' });
    expect((await listIncidents(registry())).values.map(({ kind }) => caseOf(kind))).toEqual([
      'module_mismatch',
    ]);
  });

  test('count what the vault holds, with one use of break-glass to review and one entry under seal', async () => {
    const { total } = await readVaultStatistics(
      openVault(connectAs(running.ready), idOf(running.ready, 'vault')),
    );
    expect([total.break_glass_uses, total.sealed_now, total.decisions]).toEqual([1n, 1n, 1n]);
  });
});

describe('started again', () => {
  test('on the same port nothing is written again; on another the people are others, with all that is theirs', async () => {
    const before = running.ready;
    const headOf = async (ready: Ready) => {
      const vault = await vaultOf(ready, 'citizen');
      return (await readHead(vault, vault.connection.principal)).value;
    };
    const head = await headOf(before);
    await running.kill('SIGTERM');
    running = await startIndus(['--port', new URL(before.url).port, '--no-portal', '--state', state]);
    expect(await headOf(running.ready)).toEqual(head);
    await running.kill('SIGTERM');
    running = await startIndus(['--port', '0', '--no-portal', '--state', state]);
    expect(running.ready.url).not.toBe(before.url);
    const moved = await headOf(running.ready);
    expect(moved?.subject.toText()).not.toBe(head?.subject.toText());
    expect([moved?.records, moved?.consents, moved?.tickets, moved?.decisions]).toEqual([4n, 3n, 2n, 1n]);
  });
});
