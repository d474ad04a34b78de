import { expect, test } from 'vitest';
import { nextTurn } from '../real-time.ts';
import { Pace } from './pace.ts';

test('a burst is let through in order, a few in each turn of the event loop', async () => {
  const pace = new Pace();
  const done: number[] = [];
  const all = Promise.all(
    Array.from({ length: 20 }, async (_, at) => {
      await pace.turn();
      done.push(at);
    }),
  );
  await nextTurn();
  const afterOneTurn = done.length;
  await all;
  expect(afterOneTurn).toBeLessThan(20);
  expect(done).toEqual(Array.from({ length: 20 }, (_, at) => at));
});

test('it rests and starts again', async () => {
  const pace = new Pace();
  await pace.turn();
  await nextTurn();
  await pace.turn();
  expect(await pace.turn()).toBeUndefined();
});
