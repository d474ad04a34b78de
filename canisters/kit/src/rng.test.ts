import { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { ENTROPY, entropyJob, startEntropy } from './entropy-job.ts';
import { envOf } from './env.ts';
import { Jobs } from './jobs.ts';
import { memoryIds } from './memory-ids.ts';
import { refusalOf } from './refusal-of.ts';
import { Rng } from './rng.ts';
import { Secret } from './secret.ts';
import { SimulatedSystem } from './simulated-system.ts';
import { MemoryTable } from './table.ts';

describe('randomness', () => {
  const scene = () => {
    const system = new SimulatedSystem();
    const table = new MemoryTable();
    const rng = new Rng(table, Uint8Array.of(1), system);
    const secret = new Secret(table, Uint8Array.of(2));
    let asked = 0;
    system.answer = ({ method, canister }) => {
      expect([method, canister.toText()]).toEqual(['raw_rand', 'aaaaa-aa']);
      asked += 1;
      const drawn = new Uint8Array(32).fill(asked);
      return Promise.resolve(new Uint8Array(IDL.encode([IDL.Vec(IDL.Nat8)], [drawn])));
    };
    const host = { system, writes: () => 0 };
    const jobs = new Jobs(new MemoryTable(), host, { [ENTROPY]: entropyJob({ rng, secret }) });
    return { system, rng, secret, jobs, asked: () => asked };
  };

  it('is not ready before the subnet has answered, and then draws bytes that do not repeat', async () => {
    const { system, rng, secret, jobs } = scene();
    expect(refusalOf(() => rng.bytes(4))).toEqual({ NotReady: null });
    expect(refusalOf(() => secret.bytes)).toEqual({ NotReady: null });
    startEntropy(jobs, envOf(system));
    await system.advance(0);
    const draws = [rng.bytes(40), rng.bytes(40), rng.bytes(32)].map((bytes) =>
      Buffer.from(bytes).toString('hex'),
    );
    expect(draws[0]).toHaveLength(80);
    expect(new Set(draws.map((draw) => draw.slice(0, 16))).size).toBe(3);
    expect(
      draws.some((draw) => draw.startsWith(Buffer.from(secret.bytes).toString('hex').slice(0, 16))),
    ).toBe(false);
  });

  it('mixes anew each day and keeps the secret', async () => {
    const { system, secret, jobs, asked } = scene();
    startEntropy(jobs, envOf(system));
    await system.advance(0);
    const { bytes } = secret;
    await system.advance(86_400);
    expect(asked()).toBe(2);
    expect(secret.bytes).toEqual(bytes);
  });

  it('the same entropy in another order gives other bytes', () => {
    const draw = (...mixed: number[]): Uint8Array => {
      const rng = new Rng(new MemoryTable(), Uint8Array.of(1), new SimulatedSystem());
      for (const entropy of mixed) rng.mix(Uint8Array.of(entropy));
      return rng.bytes(16);
    };
    expect(draw(1, 2)).toEqual(draw(1, 2));
    expect(draw(1, 2)).not.toEqual(draw(2, 1));
  });

  it('draws nothing in a query', () => {
    const system = new SimulatedSystem();
    const rng = new Rng(new MemoryTable(), Uint8Array.of(1), system);
    rng.mix(Uint8Array.of(1));
    system.isQuery = true;
    expect(() => rng.bytes(1)).toThrow('in updates');
  });
});

describe('memory ids', () => {
  it('are distinct, within bounds and not retired', () => {
    expect(memoryIds({ a: 0, b: 253 }, [7])).toEqual({ a: 0, b: 253 });
    expect(() => memoryIds({ a: 1, b: 1 })).toThrow('for ever');
    expect(() => memoryIds({ a: 7 }, [7])).toThrow('for ever');
    for (const id of [-1, 254, 0.5]) expect(() => memoryIds({ a: id })).toThrow('0 to 253');
  });
});
