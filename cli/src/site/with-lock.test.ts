import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLock } from './with-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('withLock', () => {
  it('lets one work at a time, and the next after a failure', async () => {
    const file = join(folder, 'deep', 'one');
    let working = 0;
    let most = 0;
    const work = async (fails: boolean): Promise<string> => {
      most = Math.max(most, ++working);
      await new Promise((resolve) => setTimeout(resolve, 20));
      working--;
      if (fails) throw new Error('failed');
      return 'done';
    };
    const outcomes = await Promise.allSettled(
      [true, false, false].map((fails) => withLock(file, () => work(fails))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(most).toBe(1);
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  it('takes over what a dead process left', async () => {
    const file = join(folder, 'left');
    await writeFile(file, '999999999');
    expect(await withLock(file, () => Promise.resolve(1))).toBe(1);
  });
});
