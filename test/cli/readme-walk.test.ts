import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningIndus, startIndus } from './indus-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MARK = '<!-- Run line by line by test/cli/readme-walk.test.ts. -->';

let state: string;
let running: RunningIndus;

beforeAll(async () => {
  await mkdir(join(ROOT, '.indus'), { recursive: true });
  state = await mkdtemp(join(ROOT, '.indus', 'readme-'));
  running = await startIndus(['--port', '0', '--no-portal', '--state', state]);
});
afterAll(async () => {
  await running.kill('SIGTERM');
  await rm(state, { recursive: true });
});

test('the walk of the README runs as it stands, on what `npm start` seeds', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const script = /```ts\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf(MARK)))?.[1];
  const path = join(state, 'walk.ts');
  await writeFile(path, script ?? '');
  const env = { ...process.env, INDUS_STATE: state };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', path], {
    cwd: ROOT,
    env,
  });
  expect(stdout).toContain("'health.prescription, sealed'");
  expect(stdout).toMatch(/read_records: ConsentNotActive[\s\S]*Bachelor of Science, 2024 \(demonstration\)/);
  expect(stdout).toMatch(/Paracetamol 500 mg \(demonstration\)[\s\S]*derive_record_key: NotSubject/);
  expect(stdout).toMatch(/\d+n derive_key \{ denied: 'NotSubject' \}/);
  expect(stdout).toContain('{ active: null }');
  expect(stdout.match(/read_records: ConsentNotActive/g)).toHaveLength(2);
  expect(stdout).toMatch(/[1-9]\d* part\(s\) of an export\n$/);
});
