import { describe, expect, test } from 'vitest';
import { principalKey } from '../principal.ts';
import { nextTurn } from '../real-time.ts';
import { QueryGate } from './query-gate.ts';

const [A, B] = [principalKey(Uint8Array.of(1)), principalKey(Uint8Array.of(2))];

describe('query gate', () => {
  test('a canister that no round touches is open', () => {
    const gate = new QueryGate();
    gate.close(A);
    expect(gate.wait(A)).toBeDefined();
    expect(gate.wait(B)).toBeUndefined();
  });

  test('opening lets all in who wait, whichever canister they wait for', async () => {
    const gate = new QueryGate();
    gate.close(A);
    gate.close(B);
    let entered = 0;
    for (const canister of [A, A, B]) void gate.wait(canister)?.then(() => entered++);
    await nextTurn();
    expect(entered).toBe(0);
    gate.open();
    await nextTurn();
    expect(entered).toBe(3);
    expect([gate.wait(A), gate.wait(B)]).toEqual([undefined, undefined]);
  });

  test('a gate that is closed again holds those who come then', async () => {
    const gate = new QueryGate();
    gate.close(A);
    const first = gate.wait(A);
    gate.open();
    gate.close(A);
    await first;
    expect(gate.wait(A)).toBeDefined();
    expect(gate.wait(A)).not.toBe(first);
  });

  test('when the round fails, those who wait hear of it', async () => {
    const gate = new QueryGate();
    gate.close(A);
    const waiting = gate.wait(A);
    const failure = new Error('the round failed');
    gate.fail(failure);
    await expect(waiting).rejects.toBe(failure);
    await expect(gate.wait(A)).rejects.toBe(failure);
    await expect(gate.wait(B)).rejects.toBe(failure);
  });

  test('a failure that nobody waits for disturbs nobody', async () => {
    new QueryGate().fail(new Error('unheard'));
    await nextTurn();
  });
});
