import { describe, expect, it } from 'vitest';
import { BodyBudget } from './body-budget.ts';
import { BODIES_BYTES_MAX, BODY_BYTES_MAX } from './gateway-limits.ts';

/** Bytes without memory of their own. */
const some = (length: number): Uint8Array => ({ length }) as Uint8Array;

describe('BodyBudget', () => {
  it('takes a body of the largest size, and not one byte more', () => {
    const body = new BodyBudget().open();
    body.add(some(BODY_BYTES_MAX));
    expect(() => body.add(some(1))).toThrow('larger than');
  });

  it('is shared by all bodies, and given back', () => {
    const budget = new BodyBudget();
    const bodies = Array.from({ length: BODIES_BYTES_MAX / BODY_BYTES_MAX }, () => budget.open());
    for (const body of bodies) body.add(some(BODY_BYTES_MAX));
    const late = budget.open();
    expect(() => late.add(some(1))).toThrow('busy');
    for (const body of bodies) body.close();
    late.add(some(1));
    late.close();
    expect(budget.bytesLeft).toBe(BODIES_BYTES_MAX);
  });

  it('joins parts in their order', () => {
    const body = new BodyBudget().open();
    for (const part of [[1, 2], [], [3]]) body.add(Uint8Array.from(part));
    expect(body.join()).toEqual(Uint8Array.of(1, 2, 3));
  });
});
