import { expect, test } from 'vitest';
import { withResolvers } from '../real-time.ts';
import { Turn } from './turn.ts';

/** Work that says when it begins and lasts until it is told to end. */
function work(name: string, log: string[]) {
  const { promise, resolve } = withResolvers<void>();
  const run = async () => {
    log.push(name);
    await promise;
  };
  return { run, end: resolve };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('turn: queries run together; a round waits for those before it and comes before those after it', async () => {
  const log: string[] = [];
  const turn = new Turn(undefined);
  const [first, second, round, third] = ['q1', 'q2', 'round', 'q3'].map((name) => work(name, log));
  const all = [
    turn.share(first!.run),
    turn.share(second!.run),
    turn.take(round!.run),
    turn.share(third!.run),
  ];
  await soon();
  expect(log).toEqual(['q1', 'q2']);
  first!.end();
  await soon();
  expect(log).toEqual(['q1', 'q2']);
  second!.end();
  await soon();
  expect(log).toEqual(['q1', 'q2', 'round']);
  round!.end();
  await soon();
  expect(log).toEqual(['q1', 'q2', 'round', 'q3']);
  third!.end();
  await Promise.all(all);
});

test('turn: a round waits for a late query once, and never for one without patience', async () => {
  const log: string[] = [];
  const turn = new Turn(1);
  const late = work('late', log);
  const query = turn.share(late.run);
  for (const name of ['r1', 'r2']) await turn.take(() => Promise.resolve(log.push(name)));
  expect(log).toEqual(['late', 'r1', 'r2']);
  late.end();
  await query;
});

test('turn: a round that fails leaves the turn to the next', async () => {
  const turn = new Turn(undefined);
  await expect(turn.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turn.share(() => Promise.resolve(1))).toBe(1);
});
