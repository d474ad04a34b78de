import { IDL, performanceCounter } from 'azle';
import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { Refusal } from '@indus/kit/refusal';
import type { Probe } from './probe.ts';

const utf8 = new TextEncoder();
const SECOND_NS = 1_000_000_000n;

interface Command {
  readonly do: string;
  readonly text?: string;
  readonly seconds?: number;
  readonly count?: number;
}

/** Carries out a command that needs no other canister. */
export function act(probe: Probe, env: Env, json: string): string {
  const command = JSON.parse(json) as Command;
  const { text = '', seconds = 0, count = 0 } = command;
  const bytes = utf8.encode(text);
  switch (command.do) {
    case 'note':
      probe.note(text);
      return '';
    case 'refuse':
      throw new Refusal({ Refused: text });
    case 'note and refuse':
      probe.note(text);
      throw new Refusal({ Refused: text });
    case 'schedule':
      probe.jobs.schedule({
        kind: 'work',
        key: bytes,
        payload: bytes,
        dueNs: env.nowNs + BigInt(seconds) * SECOND_NS,
      });
      return '';
    case 'trap ticks':
      probe.trapTicks(env.nowNs + BigInt(seconds) * SECOND_NS);
      return '';
    case 'random':
      return probe.rng.bytes(16).join();
    case 'sign':
      probe.signatures.sign(env, utf8.encode('seed'), Uint8Array.from(text.split(',').map(Number)));
      env.certify(probe.tree.commit());
      return '';
    case 'fill':
      for (let at = seconds; at < seconds + count; at += 1) fill(probe, at);
      return String(probe.index.size);
    case 'measure':
      return JSON.stringify(measure(probe, env, count));
    default:
      throw new Refusal({ Refused: 'unknown' });
  }
}

/** Spread over the whole range, as hashes are. */
function spread(at: number): bigint {
  return BigInt.asUintN(64, BigInt(at + 1) * 0x9e37_79b9_7f4a_7c15n);
}

function fill(probe: Probe, at: number): void {
  probe.index.add(concatBytes(u64Key(spread(at)), u64Key(BigInt(at))));
  probe.collection.put(u64Key(BigInt(at)), concatBytes(u64Key(spread(at)), new Uint8Array(192)));
}

/** Instructions of each operation at the size that the tables have. */
function measure(probe: Probe, env: Env, at: number): Record<string, number> {
  const costs: Record<string, number> = {};
  const cost = (name: string, run: () => unknown): void => {
    const before = performanceCounter(0);
    run();
    costs[name] = Number(performanceCounter(0) - before);
  };
  const key = concatBytes(u64Key(spread(at)), u64Key(BigInt(at)));
  const record = concatBytes(u64Key(spread(at)), new Uint8Array(192));
  const scope = { method: 'list', request: '{"organisation":1,"status":"active"}' };
  const rate = { name: 'write', burst: 10, perMinute: 60 };
  let cursor: Uint8Array = new Uint8Array(0);
  cost('nothing', () => undefined);
  cost('index insert', () => probe.index.add(key));
  cost('index lookup', () => probe.index.has(key));
  cost('index range of 20', () => probe.index.range({ from: key, limit: 20 }));
  cost('index remove', () => probe.index.remove(key));
  cost('collection put, new, one index', () => probe.collection.put(u64Key(BigInt(at)), record));
  cost('collection put, same index key', () => probe.collection.put(u64Key(BigInt(at)), record));
  cost('collection get', () => probe.collection.get(u64Key(BigInt(at))));
  cost('collection find by index', () =>
    probe.collection.find('byFirst', { equals: record.slice(0, 4), limit: 20 }),
  );
  cost('collection delete', () => probe.collection.delete(u64Key(BigInt(at))));
  cost('rate limit, first call', () => probe.rates.take(env, rate));
  cost('rate limit, next call', () => probe.rates.take(env, rate));
  cost('cursor make', () => (cursor = probe.cursors.seal(env, scope, u64Key(7n))));
  cost('cursor check', () => probe.cursors.open(env, scope, [cursor]));
  const once = { key: [utf8.encode(`key ${at}`)] as [Uint8Array], request: record, reply: IDL.Nat32 };
  cost('idempotency, first time', () => probe.idempotency.once(env, once, () => 7));
  cost('idempotency, repeated', () => probe.idempotency.once(env, once, () => 8));
  cost('random bytes, 32', () => probe.rng.bytes(32));
  cost('job schedule', () =>
    probe.jobs.schedule({
      kind: 'work',
      key: utf8.encode('measured'),
      payload: new Uint8Array(0),
      dueNs: env.nowNs + 3_600n * SECOND_NS,
    }),
  );
  cost('job cancel', () => probe.jobs.cancel('work', utf8.encode('measured')));
  cost('signature sign', () => probe.signatures.sign(env, utf8.encode('measured'), record));
  cost('certified tree commit', () => env.certify(probe.tree.commit()));
  return costs;
}
