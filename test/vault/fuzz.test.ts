import { AnonymousIdentity, Cbor, type HttpAgent, lookup_path, LookupPathStatus } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import {
  act,
  listLedger,
  openShard,
  type Shard,
  type vault as vaultTypes,
  vaultInterface,
  vaultRecordTypes,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Known, randomValue } from '../fuzz/candid-value.ts';
import { hostileArgument } from '../fuzz/hostile-argument.ts';
import { inputRandom } from '../fuzz/input-random.ts';
import { query, update, type Outcome } from '../harness/raw-calls.ts';
import { testAgent, testIdentity } from '../harness/test-agent.ts';
import type { Random } from '../sim/random.ts';
import { PEOPLE, VaultNetwork } from './vault-network.ts';
import { principalOf, reading, salary } from './vault-requests.ts';

const SEED = Number(process.env['INDUS_FUZZ_SEED'] ?? 7);
const INPUTS_PER_METHOD = Number(process.env['INDUS_FUZZ_INPUTS'] ?? 24);
/** Units: bytes; more than any method takes. */
const OVERSIZED = 100_000;
/** Reads by others: whatever is asked of them, it is written down or not looked at at all. */
const READS = ['read_records', 'derive_record_key', 'read_ledger', 'read_as_delegate'];
/** Refusals of reads without an entry: the dossier is elsewhere, or the shard has not woken up. */
const UNWRITTEN = ['WrongShard', 'BucketMoving', 'NotReady'];

/** Error code of an ingress message that `canister_inspect_message` does not accept. */
const REFUSED_AT_THE_DOOR = 'IC0406';

const SERVICE = vaultInterface({ IDL });
const METHODS = SERVICE._fields;
const callers = [PEOPLE.citizen, PEOPLE.officer, PEOPLE.taxOfficer, PEOPLE.judge, PEOPLE.stranger];

let network: VaultNetwork;
let shard: Shard;
let anonymous: HttpAgent;
const agents = new Map<number, HttpAgent>();

beforeAll(async () => {
  network = await VaultNetwork.start();
  await network.liftRates();
  const { subnet } = network.subnet;
  for (const person of callers) agents.set(person, await testAgent(subnet, testIdentity(person)));
  anonymous = await testAgent(subnet, new AnonymousIdentity());
  const place = await network.placeOf(PEOPLE.citizen);
  shard = openShard(network.connection(PEOPLE.citizen), place.shard.canisterId);
  const request = salary(network.subnet.timeNs);
  await act(network.as(PEOPLE.officer), principalOf(PEOPLE.citizen), 'issue_record', request);
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

/** What the shard certifies now. */
async function certified(): Promise<string> {
  const answer = await shard.service.read_statistics();
  if (!('Ok' in answer)) throw new Error('expected statistics');
  const [proof] = answer.Ok.proof;
  const certificate = Cbor.decode<{ tree: never }>(Uint8Array.from(proof?.certificate ?? []));
  const path = ['canister', shard.canisterId.toUint8Array(), 'certified_data'];
  const found = lookup_path(path, certificate.tree);
  if (found.status !== LookupPathStatus.Found) throw new Error('expected certified data');
  return Buffer.from(found.value as Uint8Array).toString('hex');
}

async function denials(): Promise<bigint> {
  const answer = await shard.service.read_statistics();
  if (!('Ok' in answer)) throw new Error('expected statistics');
  const bytes = Uint8Array.from(answer.Ok.found[0] ?? []);
  const [statistics] = IDL.decode([vaultRecordTypes.Statistics], bytes) as unknown as [vaultTypes.Statistics];
  return statistics.reads_denied;
}

function knownValues(): Known {
  return {
    principal: [...callers.map(principalOf), ...network.shards],
    subject: [principalOf(PEOPLE.citizen)],
    organisation: [1n, 2n, [1n], [2n], [4n], []],
    class: ['income.salary', 'health.prescription'],
    record_classes: [['income.salary'], ['health.prescription']],
    purpose: [['tax.assessment'], 'tax.assessment'],
    purpose_code: ['tax.assessment'],
    limit: [1, 20],
    record_id: [1n],
    consent: [1n],
    media_type: ['text/plain'],
  };
}

function argumentOf(func: IDL.FuncClass, random: Random): Uint8Array {
  const values = func.argTypes.map((type) => randomValue(type, random, knownValues()));
  return hostileArgument(new Uint8Array(IDL.encode(func.argTypes, values)), OVERSIZED, random);
}

function call(agent: HttpAgent, name: string, func: IDL.FuncClass, arg: Uint8Array): Promise<Outcome> {
  const send = func.annotations.includes('query') ? query : update;
  return send(agent, shard.canisterId, arg as never, name);
}

/** The case of the refusal in an answer; nothing when it was carried out. */
function refusalIn(func: IDL.FuncClass, reply: Uint8Array): string | undefined {
  if (func.retTypes.length === 0) return undefined;
  const [answer] = IDL.decode(func.retTypes, reply) as unknown as [object];
  if (!('Err' in answer)) return undefined;
  return Object.keys(answer.Err as object)[0];
}

describe(`every public method of the vault, seed ${SEED}`, () => {
  it.each(METHODS)(
    '%s: refuses in words, and what it refuses changes nothing but the ledger',
    async (name, func) => {
      const outcomes = new Set<string>();
      for (let input = 0; input < INPUTS_PER_METHOD; input += 1) {
        const random = inputRandom(SEED, METHODS.findIndex(([other]) => other === name) * 1_000 + input);
        const agent = agents.get(random.pick(callers)) as HttpAgent;
        const arg = argumentOf(func, random);
        const [before, deniedBefore] = [await certified(), await denials()];
        const outcome = await call(agent, name, func, arg);
        const [after, denied] = [await certified(), (await denials()) - deniedBefore];
        const told = `${name} input ${input}: ${JSON.stringify(outcome).slice(0, 300)}`;
        if (!('reply' in outcome)) {
          outcomes.add('trap');
          expect(outcome.message, told).toMatch(
            outcome.errorCode === REFUSED_AT_THE_DOOR ? /rejected/ : /expected/,
          );
          expect(outcome.message, told).not.toMatch(/internal|main\.js|at </);
          expect(after, told).toBe(before);
          continue;
        }
        const refusal = refusalIn(func, outcome.reply);
        if (refusal === undefined) continue;
        outcomes.add(refusal);
        if (READS.includes(name) && !UNWRITTEN.includes(refusal)) expect(denied, told).toBe(1n);
        else expect(after, told).toBe(before);
      }
      expect(outcomes.size).toBeGreaterThan(0);
    },
  );

  it.each(METHODS.filter(([, func]) => !func.annotations.includes('query')))(
    '%s: turns unsigned callers away',
    async (name, func) => {
      const before = await certified();
      const values = func.argTypes.map((type) => randomValue(type, inputRandom(SEED, 1), knownValues()));
      const outcome = await call(anonymous, name, func, new Uint8Array(IDL.encode(func.argTypes, values)));
      expect(outcome).toHaveProperty('message');
      expect(await certified()).toBe(before);
    },
  );

  it('a denied read leaves exactly one entry in the ledger of its subject', async () => {
    const citizen = principalOf(PEOPLE.citizen);
    const own = network.as(PEOPLE.citizen);
    const sizeOf = async () => (await listLedger(own, citizen, 0n, 1)).head.size;
    const func = METHODS.find(([name]) => name === 'read_records')?.[1] as IDL.FuncClass;
    for (const over of [
      { limit: 0 },
      { record_classes: [] },
      { purpose: [] as [] },
      { cursor: [new Uint8Array(9)] },
    ]) {
      const before = await sizeOf();
      const request = reading(network.subnet.timeNs, over as Partial<vaultTypes.ReadRequest>);
      const arg = new Uint8Array(IDL.encode(func.argTypes, [request]));
      const outcome = await call(agents.get(PEOPLE.stranger) as HttpAgent, 'read_records', func, arg);
      expect('reply' in outcome && refusalIn(func, outcome.reply)).not.toBe(false);
      expect(await sizeOf()).toBe(before + 1n);
    }
  });
});
