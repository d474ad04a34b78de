import { afterEach, describe, expect, test, vi } from 'vitest';
import { manualClock, nextTurn, withResolvers } from '../real-time.ts';
import { RoundLoop, type RoundWork } from './round-loop.ts';

const SECOND = 1_000_000_000n;

/** A loop over rounds that the test ends one by one. */
function loopOf(options: { readonly waitsForTime?: boolean; readonly dueNs?: bigint | undefined } = {}) {
  const rounds: ReturnType<typeof withResolvers<boolean>>[] = [];
  const errors: unknown[] = [];
  const clock = manualClock(0n);
  const work: RoundWork = {
    round() {
      const round = withResolvers<boolean>();
      rounds.push(round);
      return round.promise;
    },
    nextDueNs: () => options.dueNs,
  };
  const loop = new RoundLoop({
    work,
    clock,
    waitsForTime: options.waitsForTime ?? false,
    onError: (error) => errors.push(error),
  });
  return { loop, rounds, errors };
}

/** Whether a promise is settled once everything that is ready has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await nextTurn();
  return settled;
}

describe('round loop', () => {
  afterEach(() => vi.useRealTimers());

  test('a wake starts a round at once and settles with it', async () => {
    const { loop, rounds } = loopOf();
    const woken = loop.wake();
    expect(rounds).toHaveLength(1);
    expect(await isSettled(woken)).toBe(false);
    rounds[0]?.resolve(false);
    expect(await isSettled(woken)).toBe(true);
    expect(rounds).toHaveLength(1);
  });

  test('all who wake during a round share the next one, which began after they asked', async () => {
    const { loop, rounds } = loopOf();
    const first = loop.wake();
    const later = [loop.wake(), loop.wake(), loop.wake()];
    rounds[0]?.resolve(false);
    await first;
    expect(await isSettled(Promise.race(later))).toBe(false);
    expect(rounds).toHaveLength(2);
    rounds[1]?.resolve(false);
    await Promise.all(later);
    await loop.idle();
    expect(rounds).toHaveLength(2);
  });

  test('rounds follow each other while messages are left, and never overlap', async () => {
    const { loop, rounds } = loopOf();
    void loop.wake();
    for (let i = 0; i < 3; i++) {
      expect(rounds).toHaveLength(i + 1);
      rounds[i]?.resolve(i < 2);
      await nextTurn();
    }
    expect(rounds).toHaveLength(3);
    expect(await isSettled(loop.idle())).toBe(true);
  });

  test('idle gives up after a bounded number of rounds, though messages are left', async () => {
    const { loop, rounds } = loopOf();
    void loop.wake();
    const [bounded, patient] = [loop.idle(2), loop.idle()];
    rounds[0]?.resolve(true);
    expect(await isSettled(bounded)).toBe(false);
    rounds[1]?.resolve(true);
    expect(await isSettled(bounded)).toBe(true);
    for (const round of [2, 3]) {
      rounds[round]?.resolve(true);
      await nextTurn();
    }
    expect(await isSettled(patient)).toBe(false);
    const stopping = loop.stop();
    rounds[4]?.resolve(true);
    await stopping;
  });

  test('a failed round ends the loop, is told once, and leaves nobody waiting', async () => {
    const { loop, rounds, errors } = loopOf();
    const [during, after] = [loop.wake(), loop.wake()];
    const failure = new Error('the disk is full');
    rounds[0]?.reject(failure);
    expect(await isSettled(Promise.all([during, after]))).toBe(true);
    expect(errors).toEqual([failure]);
    expect(await isSettled(loop.wake())).toBe(true);
    await loop.idle();
    expect(rounds).toHaveLength(1);
  });

  test('stop waits for the round under way and starts no other', async () => {
    const { loop, rounds } = loopOf();
    const [first, second] = [loop.wake(), loop.wake()];
    const stopped = loop.stop();
    expect(await isSettled(stopped)).toBe(false);
    rounds[0]?.resolve(true);
    await Promise.all([stopped, first, second]);
    await loop.wake();
    expect(rounds).toHaveLength(1);
  });

  test('an alarm wakes the loop when something is due, and not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { loop, rounds } = loopOf({ waitsForTime: true, dueNs: 2n * SECOND });
    void loop.wake();
    rounds[0]?.resolve(false);
    await nextTurn();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(rounds).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(rounds).toHaveLength(2);
  });

  test('what is overdue wakes the loop at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { loop, rounds } = loopOf({ waitsForTime: true, dueNs: -5n * SECOND });
    void loop.wake();
    rounds[0]?.resolve(false);
    await nextTurn();
    await vi.advanceTimersByTimeAsync(0);
    expect(rounds).toHaveLength(2);
  });

  test('a stopped loop hears no alarm, nor does one whose time moves by hand', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopped = loopOf({ waitsForTime: true, dueNs: SECOND });
    const byHand = loopOf({ waitsForTime: false, dueNs: SECOND });
    for (const { loop, rounds } of [stopped, byHand]) {
      void loop.wake();
      rounds[0]?.resolve(false);
      await nextTurn();
    }
    await stopped.loop.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([stopped.rounds.length, byHand.rounds.length]).toEqual([1, 1]);
  });
});
