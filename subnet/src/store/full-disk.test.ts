import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from './open-store.ts';

const KEYS = 40;
/** Bounds: blocks of 512 or 1,024 bytes that the child may write to one file. */
const FILE_BLOCKS_MAX = 8_000;
const CHILD = `
  import { openStore } from ${JSON.stringify(new URL('./open-store.ts', import.meta.url).href)};
  const store = await openStore({ directory: process.argv[1], durability: 'process' });
  const commit = (n) => {
    const puts = Array.from({ length: ${KEYS} }, (_, key) => ['batch/' + n + '/' + key, new Uint8Array(4096).fill(n)]);
    return store.commit({ puts, deletes: [], deletePrefixes: [] });
  };
  let done = 0;
  try {
    while (done < 10_000) { await commit(done + 1); done++; }
  } catch (error) {
    const next = await commit(done + 2).then(() => 'committed', (later) => later.code);
    console.log(JSON.stringify({ done, first: error.code, text: error.message, next }));
  }
  await store.close();
`;

it('a disk that is full fails the commit and all later ones, and loses nothing that was committed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'full-disk-'));
  try {
    const child = spawnSync(
      'sh',
      [
        '-c',
        `ulimit -f ${FILE_BLOCKS_MAX} && exec "$0" --import tsx --input-type=module -e "$1" "$2"`,
        process.execPath,
        CHILD,
        directory,
      ],
      { encoding: 'utf8', cwd: new URL('.', import.meta.url) },
    );
    const report = JSON.parse(child.stdout) as { done: number; first: string; text: string; next: string };
    expect([report.first, report.next]).toEqual(['commit-failed', 'commit-failed']);
    expect(report.text).toMatch(/expected a durable commit, got: .*[Ff]ile/);
    expect(report.done).toBeGreaterThan(10);
    const store = await openStore({ directory, durability: 'process' });
    const found = new Map<string, number>();
    for await (const [key] of store.scan('batch/')) {
      const batch = key.split('/')[1] ?? '';
      found.set(batch, (found.get(batch) ?? 0) + 1);
    }
    await store.close();
    for (let n = 1; n <= report.done; n++) expect([n, found.get(String(n))]).toEqual([n, KEYS]);
    expect([undefined, KEYS]).toContain(found.get(String(report.done + 1)));
    expect(found.has(String(report.done + 2))).toBe(false);
  } finally {
    await rm(directory, { recursive: true });
  }
});
