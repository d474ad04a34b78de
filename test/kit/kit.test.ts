import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Actor, AnonymousIdentity, SignIdentity, type HttpAgent, type Signature } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { buildCanister } from '@indus/cli';
import { canisterPublicKey } from '@indus/kit/canister-signature';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { query, update } from '../harness/raw-calls.ts';
import { testAgent, testIdentity } from '../harness/test-agent.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const SEED = new TextEncoder().encode('seed');
const ProbeError = IDL.Variant({
  Refused: IDL.Text,
  Malformed: IDL.Text,
  Failed: IDL.Text,
  InvalidCursor: IDL.Null,
  NotReady: IDL.Null,
  Busy: IDL.Record({ retry_at_ns: IDL.Nat64 }),
  RateLimited: IDL.Record({ class: IDL.Text, retry_at_ns: IDL.Nat64 }),
  Other: IDL.Record({ code: IDL.Nat32, message: IDL.Text }),
});
const Result = IDL.Variant({ Ok: IDL.Text, Err: ProbeError });
const COUNTS = ['_azle_resolve_callbacks_len', '_azle_reject_callbacks_len', '_azle_timer_callbacks_len'];

let subnet: Subnet;
let agent: HttpAgent;
let module: Uint8Array;
let probe: Principal;
let other: Principal;

beforeAll(async () => {
  const built = await buildCanister({ root: ROOT, name: 'probe' });
  module = new Uint8Array(await readFile(built.wasmGzPath));
  subnet = await Subnet.start({ clock: 'manual', seed: new Uint8Array(32).fill(4) });
  agent = await testAgent(subnet);
  const management = managementOf(agent);
  [probe, other] = [await management.create(), await management.create()];
  await management.install(probe, module);
  await management.install(other, module);
  await subnet.tick();
});
afterAll(() => subnet.stop());

const encoded = (value: unknown): Uint8Array =>
  new Uint8Array(IDL.encode([IDL.Text], [JSON.stringify(value)]));

type Answer = { readonly Ok: string } | { readonly Err: unknown } | { readonly trap: string };

function answerOf(outcome: Awaited<ReturnType<typeof update>>): Answer {
  if (!('reply' in outcome)) return { trap: outcome.message };
  return IDL.decode([Result], outcome.reply)[0] as unknown as Answer;
}
const act = async (command: object, by = agent): Promise<Answer> =>
  answerOf(await update(by, probe, encoded(command) as never, 'act'));
const wait = async (what: string, way?: string, canister = other): Promise<Answer> =>
  answerOf(
    await update(agent, probe, encoded({ do: what, way, canister: canister.toText() }) as never, 'wait'),
  );
const look = async (command: object, by = agent): Promise<Answer> =>
  answerOf(await query(by, probe, encoded(command) as never, 'look'));
const notes = async (): Promise<string[]> =>
  JSON.parse(((await look({ do: 'notes' })) as { Ok: string }).Ok) as string[];

/** Azle's callback tables, which grow with every call that was not unwound cleanly. */
async function callbacks(): Promise<number[]> {
  const actor = Actor.createActor<Record<string, () => Promise<number>>>(
    () => IDL.Service(Object.fromEntries(COUNTS.map((name) => [name, IDL.Func([], [IDL.Nat32], ['query'])]))),
    { agent, canisterId: probe },
  );
  return Promise.all(COUNTS.map((name) => (actor[name] as () => Promise<number>)()));
}

/** Moves the clock and lets timers that set timers have their rounds: the tick, the job, and what it schedules. */
async function advance(ms: number): Promise<void> {
  await subnet.advanceTime(ms);
  for (let round = 0; round < 4; round += 1) await subnet.advanceTime(0);
}

describe('a method that waits', () => {
  it('answers with what the other canister said', async () => {
    expect(await wait('call')).toEqual({ Ok: 'answered' });
  });

  it.each([
    ['reject', 'canister_reject'],
    ['trap', 'canister_error'],
    ['number', 'reply_refused'],
    ['bomb', 'reply_refused'],
    ['large', 'reply_refused'],
  ])('a callee that answers with %s is a failure of a closed set', async (way, failure) => {
    expect(await wait('call', way)).toEqual({ Err: { Failed: failure } });
  });

  it('a canister that is not there is one too', async () => {
    const nobody = Principal.fromUint8Array(Uint8Array.of(0, 0, 0, 0, 0, 0, 9, 9, 1, 1));
    expect(await wait('call', 'text', nobody)).toEqual({ Err: { Failed: 'destination_invalid' } });
  });

  it('is refused after an await while it has written nothing since', async () => {
    const before = await notes();
    expect(await wait('refuse after')).toEqual({ Err: { Refused: 'after' } });
    expect(await notes()).toEqual([...before, 'before refuse after']);
  });

  it.each(['write and refuse after', 'throw null after', 'swallow'])(
    '%s: traps without a word, takes back what was written since, frees the lock and leaks nothing',
    async (what) => {
      const before = await notes();
      for (let turn = 0; turn < 3; turn += 1) {
        const answer = (await wait(what)) as { trap: string };
        expect(answer.trap).toMatch(/internal|deliberate/);
        expect(answer.trap).not.toMatch(/main\.js|at </);
      }
      expect(await notes()).toEqual([...before, ...Array.from({ length: 3 }, () => `before ${what}`)]);
      expect(await wait('call')).toEqual({ Ok: 'answered' });
      const [resolves, rejects] = await callbacks();
      expect([resolves, rejects]).toEqual([0, 0]);
    },
  );

  it('a second call meets the lock of the first and is told when it ends', async () => {
    const both = await Promise.all([wait('call'), wait('call')]);
    const kinds = both.map((answer) =>
      'Ok' in answer ? 'Ok' : Object.keys((answer as { Err: object }).Err)[0],
    );
    expect(kinds.filter((kind) => kind === 'Ok').length).toBeGreaterThan(0);
    expect(kinds.every((kind) => kind === 'Ok' || kind === 'Busy')).toBe(true);
  });

  it('checks again what changed while it waited', async () => {
    const count = (await notes()).length;
    expect(await wait('around')).toEqual({ Ok: String(count + 1) });
  });
});

describe('the door', () => {
  it('answers a malformed argument by its hook, which leaves a trace', async () => {
    const before = await notes();
    const outcome = await update(agent, probe, new Uint8Array(IDL.encode([IDL.Nat], [1n])) as never, 'act');
    expect(answerOf(outcome)).toEqual({
      Err: { Malformed: 'expected the types of the interface, got others' },
    });
    expect(await notes()).toEqual([...before, 'act other_types']);
  });

  it('lets anonymous callers into the methods that admit them, at their rate', async () => {
    const anonymous = await testAgent(subnet, new AnonymousIdentity());
    const twice = [
      await act({ do: 'refuse', text: 'x' }, anonymous),
      await act({ do: 'note', text: 'anonymous' }, anonymous),
    ];
    expect(twice).toEqual([{ Err: { Refused: 'x' } }, { Ok: '' }]);
    expect(await act({ do: 'note', text: 'once too often' }, anonymous)).toMatchObject({
      Err: { RateLimited: { class: 'anonymous' } },
    });
    await expect(
      update(anonymous, probe, encoded({ do: 'call', canister: other.toText() }) as never, 'wait'),
    ).resolves.toMatchObject({ code: expect.any(Number) });
  });

  it('traps on a refusal after a write', async () => {
    const before = await notes();
    expect(await act({ do: 'note and refuse', text: 'never' })).toMatchObject({
      trap: expect.stringContaining('internal'),
    });
    expect(await notes()).toEqual(before);
  });
});

describe('jobs', () => {
  const ran = async (way: string): Promise<number[]> =>
    (await notes()).filter((note) => note.startsWith(`${way} `)).map((note) => Number(note.split(' ')[1]));

  it('run when the clock gets there, and not before', async () => {
    await act({ do: 'schedule', text: 'plain', seconds: 5 });
    await advance(4_000);
    expect(await ran('plain')).toEqual([]);
    await advance(1_001);
    expect(await ran('plain')).toEqual([1]);
  });

  it('a run that traps is rolled back and comes again after its wait', async () => {
    await act({ do: 'schedule', text: 'trap', seconds: 0 });
    await advance(1_000);
    expect(await ran('trap')).toEqual([]);
    await advance(10_000);
    expect(await ran('trap')).toEqual([]);
    await advance(20_000);
    expect(await ran('trap')).toEqual([3]);
  });

  it('a tick that traps comes again within a minute, and nobody has to call', async () => {
    await act({ do: 'schedule', text: 'late', seconds: 10 });
    await act({ do: 'trap ticks', seconds: 30 });
    for (const seconds of [11, 20, 30]) await advance(seconds * 1_000);
    expect(await ran('late')).toEqual([]);
    await advance(10_000);
    expect(await ran('late')).toEqual([1]);
    expect((await callbacks())[2]).toBeLessThan(6);
  });

  it('outlive an upgrade', async () => {
    await act({ do: 'schedule', text: 'kept', seconds: 10 });
    await managementOf(agent).upgrade(probe, module);
    await advance(10_001);
    expect(await ran('kept')).toEqual([1]);
    const [, , timers] = await callbacks();
    expect(timers).toBeLessThan(6);
  });
});

describe('randomness and cursors', () => {
  it('are ready a few rounds after the start, and queries draw nothing', async () => {
    expect(await look({ do: 'ready' })).toEqual({ Ok: '[true,true]' });
    const draws = [await act({ do: 'random' }), await act({ do: 'random' })];
    expect(draws[0]).not.toEqual(draws[1]);
    expect(await look({ do: 'random' })).toMatchObject({ trap: expect.stringContaining('internal') });
  });

  it('a cursor is of its caller alone, over an upgrade too', async () => {
    const sealed = JSON.parse(((await look({ do: 'seal', bytes: [1, 2] })) as { Ok: string }).Ok) as number[];
    expect(await look({ do: 'open', bytes: sealed })).toEqual({ Ok: '[1,2]' });
    const stranger = await testAgent(subnet, testIdentity(2));
    expect(await look({ do: 'open', bytes: sealed }, stranger)).toEqual({ Err: { InvalidCursor: null } });
    await managementOf(agent).upgrade(probe, module);
    expect(await look({ do: 'open', bytes: sealed })).toEqual({ Ok: '[1,2]' });
  });
});

/** A caller whose key is the probe and whose signatures are what the probe has certified. */
class CanisterIdentity extends SignIdentity {
  readonly #seed: Uint8Array;

  constructor(seed: Uint8Array) {
    super();
    this.#seed = seed;
  }

  getPublicKey() {
    const der = canisterPublicKey(probe, this.#seed);
    return { toDer: () => der as never, rawKey: undefined, derKey: undefined } as never;
  }

  async sign(blob: Uint8Array): Promise<Signature> {
    const bytes = [...blob];
    await act({ do: 'sign', text: bytes.join() });
    const answer = (await look({ do: 'signature', bytes })) as { Ok: string };
    return Uint8Array.from(JSON.parse(answer.Ok) as number[]) as never;
  }
}

describe('canister signatures', () => {
  it('let their holder call, by the verifier of the subnet', async () => {
    const signed = await testAgent(subnet, new CanisterIdentity(SEED));
    expect(await act({ do: 'note', text: 'signed by a canister' }, signed)).toEqual({ Ok: '' });
    expect(await notes()).toContain('signed by a canister');
  });

  it('are worth nothing under another seed', async () => {
    const forged = await testAgent(subnet, new CanisterIdentity(new TextEncoder().encode('other')));
    await expect(act({ do: 'note', text: 'forged' }, forged)).rejects.toThrow();
    expect(await notes()).not.toContain('forged');
  });
});

describe('what it costs', () => {
  it('an index and a collection of a thousand records stay within their budget', async () => {
    for (let from = 0; from < 1_000; from += 250) await act({ do: 'fill', seconds: from, count: 250 });
    const costs = JSON.parse(((await act({ do: 'measure', count: 5_000 })) as { Ok: string }).Ok) as Record<
      string,
      number
    >;
    if (process.env['INDUS_PRINT_COSTS'] === '1') process.stdout.write(`${JSON.stringify(costs, null, 1)}\n`);
    expect(costs['index insert']).toBeLessThan(5_000_000);
    expect(costs['index lookup']).toBeLessThan(2_000_000);
    expect(costs['collection put, new, one index']).toBeLessThan(8_000_000);
    expect(costs['collection get']).toBeLessThan(1_000_000);
    expect(costs['rate limit, next call']).toBeLessThan(3_000_000);
    expect(costs['cursor check']).toBeLessThan(4_000_000);
  });
});
