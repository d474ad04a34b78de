import { describe, expect, test } from 'vitest';
import { isLowOnMemory } from './low-memory.ts';
import { defaultSettings } from './settings.ts';

const GIB = 1024 ** 3;
const settings = (wasmMemoryLimit: bigint, wasmMemoryThreshold: bigint) => ({
  ...defaultSettings([]),
  wasmMemoryLimit,
  wasmMemoryThreshold,
});

describe('low memory', () => {
  test('the threshold itself may be left, one byte less is low', () => {
    expect(isLowOnMemory(settings(1_000n, 100n), 900)).toBe(false);
    expect(isLowOnMemory(settings(1_000n, 100n), 901)).toBe(true);
  });

  test('never without a threshold', () => {
    expect(isLowOnMemory(settings(1_000n, 0n), 2_000)).toBe(false);
  });

  test('4 GiB count where there is no limit', () => {
    expect(isLowOnMemory(settings(0n, 1n), 4 * GIB - 1)).toBe(false);
    expect(isLowOnMemory(settings(0n, 1n), 4 * GIB)).toBe(true);
  });
});
