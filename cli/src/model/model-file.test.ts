import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFile } from './model-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'indus-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a model is named after its file and versioned by its hash, unless told', async () => {
  const path = join(folder, 'tax-score.onnx');
  await writeFile(path, 'content');
  const sha256 = createHash('sha256').update('content').digest('hex');
  expect(await readModelFile(path)).toMatchObject({
    name: 'tax-score',
    version: sha256.slice(0, 12),
    format: 'onnx',
    sha256,
  });
  expect(await readModelFile(path, { name: 'n', version: '2' })).toMatchObject({ name: 'n', version: '2' });
});

test('a GGUF file is known by its first bytes', async () => {
  const path = join(folder, 'model.bin');
  await writeFile(path, 'GGUF and more');
  expect((await readModelFile(path)).format).toBe('gguf');
  await writeFile(path, 'GG');
  expect((await readModelFile(path)).format).toBe('onnx');
});
