import { describe, expect, it } from 'vitest';
import { newCanister } from '../canister/new-canister.ts';
import type { PrincipalKey } from '../principal.ts';
import { MemoryUsage } from './memory-usage.ts';

function canister(key: string, wasm: number) {
  const made = newCanister(key as PrincipalKey, 0n, { cycles: 0n, controllers: [] });
  made.memory = { wasm, stable: 0n, globals: 0 };
  return made;
}

describe('memory usage', () => {
  it('counts what is there at first, and later what is marked', () => {
    const [a, b] = [canister('0a', 10), canister('0b', 20)];
    const canisters = new Map([
      [a.key, a],
      [b.key, b],
    ]);
    const usage = new MemoryUsage(canisters);
    expect(usage.totalBytes).toBe(30n);
    a.memory = { wasm: 11, stable: 5n, globals: 0 };
    expect(usage.totalBytes).toBe(30n);
    usage.mark(a.key);
    expect(usage.totalBytes).toBe(36n);
  });

  it('counts an allocation where it is more than what is used', () => {
    const a = canister('0a', 10);
    a.settings = { ...a.settings, memoryAllocation: 100n };
    expect(new MemoryUsage(new Map([[a.key, a]])).totalBytes).toBe(100n);
  });

  it('forgets a canister that is gone', () => {
    const a = canister('0a', 10);
    const canisters = new Map([[a.key, a]]);
    const usage = new MemoryUsage(canisters);
    expect(usage.totalBytes).toBe(10n);
    canisters.delete(a.key);
    usage.mark(a.key);
    expect(usage.totalBytes).toBe(0n);
  });
});
