import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultKind } from './fault-point.ts';
import { FaultLoop } from './fault-loop.ts';

/** A slice of `npm run faults`, which does all operations, each at every event. */
const SLICE: readonly (readonly [operation: string, kind: FaultKind, stride: number, faultsMin: number])[] = [
  ['start', 'read', 11, 2],
  ['update', 'write', 1, 1],
  ['update', 'written', 1, 1],
  ['update', 'host call', 4, 1],
  ['call', 'result', 3, 1],
  ['composite query', 'order', 4, 1],
  ['timer', 'order', 4, 1],
  ['upgrade', 'host trap', 3, 1],
  ['chunked install', 'read', 2, 1],
  ['take snapshot', 'write', 2, 1],
  ['load snapshot', 'result', 3, 1],
];

let loop: FaultLoop;
beforeAll(async () => {
  loop = await FaultLoop.begin();
});
afterAll(() => loop.end());

test.each(SLICE)(
  '%s with a fault at event 1, 2, … of kind "%s" (stride %i): the state is that before or that after, and the subnet goes on',
  async (operation, kind, stride, faultsMin) => {
    const { faults, before, after } = await loop.run(operation, kind, stride);
    expect(faults).toBeGreaterThanOrEqual(faultsMin);
    expect(before + after).toBe(faults);
  },
);

test('every operation has a loop of every kind, but traps where several messages run', () => {
  const names = new Set(loop.loops.map(([name]) => name));
  expect(names.size).toBeGreaterThan(15);
  expect(loop.loops.length).toBe(names.size * 7 - 2);
});
