import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS, VaultInit } from '@indus/vault-canister/testing';
import { BUCKETS, PEOPLE, VaultNetwork } from './vault-network.ts';
import { freshKey, principalOf, reading, salary, terms } from './vault-requests.ts';

const RECORDS = 10_000;
const SUBJECTS = 250;
const BATCH = 100;
const SHOWN = new Uint8Array(32).fill(1);

/**
 * Most that a hot path may cost: a tenth above what was measured with ten thousand records on 250 subjects. Units: millions
 * of instructions.
 */
const BUDGETS: Readonly<Record<string, number>> = {
  read_head: 2.8,
  'list_items of 20': 18.6,
  'read_records by consent': 26.8,
  'issue_record of 1 KiB': 30.2,
  grant_consent: 25.1,
};

let network: VaultNetwork;
let vault: Principal;
beforeAll(async () => {
  network = await VaultNetwork.start();
  await network.liftRates();
  vault = await network.subnet.createCanister({ settings: { controllers: [principalOf(PEOPLE.operator)] } });
  const init = {
    registry: network.registryId,
    buckets: BUCKETS,
    owned: [{ from: 0, to: BUCKETS - 1 }],
    vetkd_key: 'dfx_test_key',
  };
  const argument = new Uint8Array(IDL.encode([VaultInit], [init]));
  await network.subnet.installCode(vault, network.module, { argument, sender: principalOf(PEOPLE.operator) });
  await network.sync();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

/** Someone on whom records are held. */
function subjectAt(at: number): Principal {
  return Principal.fromUint8Array(
    Uint8Array.from({ length: 29 }, (_, byte) =>
      byte === 28 ? 2 : byte < 2 ? (at >> (8 * byte)) & 0xff : 77,
    ),
  );
}

type Name = keyof typeof METHODS;

async function ask(name: Name, sender: Principal, ...args: unknown[]): Promise<unknown> {
  const { kind, args: types, result } = METHODS[name];
  const argument = new Uint8Array(IDL.encode([...types], args));
  const reply = await network.subnet[kind](vault, name, argument, { sender });
  const [answer] = IDL.decode([result], Uint8Array.from(reply)) as unknown as [
    { Ok: unknown } | { Err: object },
  ];
  if ('Ok' in answer) return answer.Ok;
  throw new Error(`expected ${name} to be answered, got ${Object.keys(answer.Err).join()}`);
}

/** Instructions of everything since the subnet started, queries apart. */
function executed(): number {
  const [, count] = /^indus_instructions_total (\S+)/m.exec(network.subnet.subnet.metrics()) ?? [];
  return Number(count);
}

/** Millions of instructions of one call. */
async function costOf(name: Name, sender: Principal, ...args: unknown[]): Promise<number> {
  const counts = network.subnet.subnet.replica.parts.queryCounts;
  const count = counts.count.bind(counts);
  let queried = 0n;
  counts.count = (canister, query) => {
    queried += query.instructions ?? 0n;
    count(canister, query);
  };
  const before = executed();
  await ask(name, sender, ...args);
  counts.count = count;
  return (executed() - before + Number(queried)) / 1e6;
}

/** All that must be as before: heads, consents, public logs and counts, byte for byte. */
async function portrait(): Promise<string> {
  const parts: unknown[] = [await ask('read_statistics', principalOf(PEOPLE.stranger))];
  for (let at = 0; at < SUBJECTS; at += 1) {
    parts.push(((await ask('read_head', subjectAt(at), subjectAt(at))) as { found: unknown }).found);
    const consents = { subject: subjectAt(at), kind: { consent: null }, cursor: [], limit: 50 };
    parts.push(((await ask('list_items', subjectAt(at), consents)) as { items: unknown }).items);
  }
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const page = (await ask('read_bucket_log', principalOf(PEOPLE.stranger), {
      bucket,
      from: 0n,
      limit: 1,
    })) as { size: bigint; path: unknown };
    parts.push(page.size, page.path);
  }
  return JSON.stringify(parts, (key, value: unknown) =>
    key === 'proof'
      ? undefined
      : typeof value === 'bigint'
        ? String(value)
        : value instanceof Uint8Array
          ? Buffer.from(value).toString('hex')
          : value,
  );
}

describe('a vault with ten thousand records', () => {
  it('keeps them, the consents and the same roots over an upgrade', async () => {
    const officer = principalOf(PEOPLE.officer);
    for (let from = 0; from < RECORDS; from += BATCH) {
      await Promise.all(
        Array.from({ length: BATCH }, (_, at) =>
          ask(
            'issue_record',
            officer,
            salary(network.subnet.timeNs, {
              subject: subjectAt((from + at) % SUBJECTS),
              body: new Uint8Array(64).fill(at),
            }),
          ),
        ),
      );
    }
    for (let at = 0; at < SUBJECTS; at += 5) {
      const offer = {
        terms: terms(network.subnet.timeNs, { customer: subjectAt(at) }),
        language: { ur: null },
        shown_sha256: SHOWN,
        idempotency_key: freshKey(),
      };
      await ask('offer_consent', subjectAt(at), offer);
    }
    const before = await portrait();
    await network.subnet.upgradeCode(vault, network.module, {
      sender: principalOf(PEOPLE.operator),
      argument: new Uint8Array(IDL.encode([], [])),
    });
    expect(await portrait()).toBe(before);
    const statistics = (await ask('read_statistics', officer)) as { found: [Uint8Array] };
    expect(statistics.found).toHaveLength(1);
  }, 900_000);

  it('keeps its hot paths within their budgets', async () => {
    await network.sync();
    const subject = subjectAt(0);
    const nowNs = network.subnet.timeNs;
    const taxOfficer = principalOf(PEOPLE.taxOfficer);
    const salaryOf = () => salary(nowNs, { subject, body: new Uint8Array(1_024).fill(9) });
    await ask('issue_record', principalOf(PEOPLE.officer), salaryOf());
    await ask('read_records', taxOfficer, reading(nowNs, { subject, limit: 1 }));
    const asked = {
      terms: terms(nowNs, { customer: subject }),
      on_behalf_of: [],
      idempotency_key: freshKey(),
    };
    await ask('request_consent', taxOfficer, asked);
    const grant = { subject, consent: 2n, language: { ur: null }, shown_sha256: SHOWN };
    const costs: Record<string, number> = {
      read_head: await costOf('read_head', subject, subject),
      'list_items of 20': await costOf('list_items', subject, {
        subject,
        kind: { held_record: null },
        cursor: [],
        limit: 20,
      }),
      'read_records by consent': await costOf(
        'read_records',
        taxOfficer,
        reading(nowNs, { subject, limit: 1 }),
      ),
      'issue_record of 1 KiB': await costOf('issue_record', principalOf(PEOPLE.officer), salaryOf()),
      grant_consent: await costOf('grant_consent', subject, grant),
    };
    if (process.env['INDUS_PRINT_COSTS'] === '1') process.stdout.write(`${JSON.stringify(costs, null, 1)}\n`);
    for (const [name, budget] of Object.entries(BUDGETS)) expect(costs[name], name).toBeLessThan(budget);
  });
});
