import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node, onnxModel, value } from '@indus/models';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layers } from './engine-network.ts';
import { smallModel } from './gguf/small-models.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'indus-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `indus model …` as a user does. */
function indus(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(join(ROOT, 'cli/bin/indus.js'), ['model', ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

test('check tells what a model takes, gives and costs; bench measures it', async () => {
  const path = join(folder, 'two-layers.onnx');
  await writeFile(path, layers([16, 32, 4]));
  const { code, stdout } = await indus('bench', path, '--shape', 'x=8,16', '--runs', '3', '--json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as Record<string, unknown> & { bench: Record<string, number> };
  expect(report).toMatchObject({
    inputs: [{ name: 'x', datatype: 'FP32' }],
    outputs: [{ name: 'y', datatype: 'FP32' }],
    fitsQuery: true,
    stableBytes: 65_536,
  });
  expect(report.bench).toMatchObject({ runs: 3, kind: 'query' });
  // 8 rows through (16 · 32 + 32 · 4) weights: at least an instruction each.
  expect(report.bench['instructions']).toBeGreaterThan(8 * 640);
  expect(report.bench['medianMs']).toBeGreaterThan(0);
});

test('bench of a model that writes tells what a token costs, and measures texts', async () => {
  const path = join(folder, 'writer.gguf');
  await writeFile(path, smallModel(31).file);
  const { code, stdout } = await indus('bench', path, '--runs', '2', '--json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as {
    format: string;
    instructions: number;
    bench: Record<string, number>;
  };
  expect(report).toMatchObject({ format: 'gguf', fitsQuery: false });
  // Sixteen tokens and their prompt.
  expect(report.bench['instructions']).toBeGreaterThan(16 * (report.instructions / 2));
});

test('check names the operator that the engine does not have', async () => {
  const path = join(folder, 'unknown.onnx');
  const nodes = [node('Foretell', ['x'], ['y'])];
  const ends = { inputs: [value('x', 'float32', [2])], outputs: [value('y', 'float32', [2])] };
  await writeFile(path, onnxModel({ opsets: { '': 17 }, nodes, ...ends }));
  const { code, stderr, stdout } = await indus('check', path, '--json');
  expect(code).toBe(1);
  expect(stderr).toMatch(/load_model: Unsupported .*Foretell/);
  expect(JSON.parse(stdout)).toMatchObject({ error: 'refused' });
});

test('what cannot be meant is refused with what is expected', async () => {
  const { code, stderr } = await indus('check', join(folder, 'two-layers.onnx'), '--shape', 'x:8');
  expect(code).toBe(1);
  expect(stderr).toContain('expected --shape NAME=SIZE,SIZE, got "x:8"');
});
