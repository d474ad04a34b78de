import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressFiles } from './compress-files.ts';

const LONG = 'words and words\n'.repeat(100);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compress-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets', 'app.js'), LONG);
  await writeFile(join(folder, 'assets', 'font.woff2'), LONG);
  await writeFile(join(folder, 'short.css'), 'a{}');
});
afterAll(() => rm(folder, { recursive: true }));

describe('compressFiles', () => {
  it('puts both forms beside what is worth it, and leaves those that are there', async () => {
    await compressFiles(folder);
    expect((await readdir(join(folder, 'assets'))).sort()).toEqual([
      'app.js',
      'app.js.br',
      'app.js.gz',
      'font.woff2',
    ]);
    expect(await readdir(folder)).not.toContain('short.css.br');
    const brotli = join(folder, 'assets', 'app.js.br');
    expect(brotliDecompressSync(await readFile(brotli)).toString()).toBe(LONG);
    expect(gunzipSync(await readFile(join(folder, 'assets', 'app.js.gz'))).toString()).toBe(LONG);
    const { mtimeMs } = await stat(brotli);
    await compressFiles(folder);
    expect((await stat(brotli)).mtimeMs).toBe(mtimeMs);
  });
});
