import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { areInputsUnchanged, DRIVER_KEY, hashInputs } from './hash-inputs.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'indus-inputs-'));
  await mkdir(join(root, 'kit/src'), { recursive: true });
  await writeFile(join(root, 'kit/src/a.ts'), 'a');
  await writeFile(join(root, 'kit/package.json'), '{}');
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

describe('hashInputs', () => {
  it('takes in the nearest package description and the driver', async () => {
    const hashes = await hashInputs(root, ['kit/src/a.ts']);
    expect(Object.keys(hashes)).toEqual(['kit/package.json', 'kit/src/a.ts', DRIVER_KEY]);
    // SHA-256 of the single byte "a".
    expect(hashes['kit/src/a.ts']).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb');
  });
});

describe('areInputsUnchanged', () => {
  it('holds while nothing changes', async () => {
    expect(await areInputsUnchanged(root, await hashInputs(root, ['kit/src/a.ts']))).toBe(true);
  });

  it.each(['kit/src/a.ts', 'kit/package.json'])('notices a change of %s, and its absence', async (path) => {
    const hashes = await hashInputs(root, ['kit/src/a.ts']);
    await writeFile(join(root, path), 'changed');
    expect(await areInputsUnchanged(root, hashes)).toBe(false);
    await rm(join(root, path));
    expect(await areInputsUnchanged(root, hashes)).toBe(false);
  });

  it('notices another driver', async () => {
    const hashes = await hashInputs(root, ['kit/src/a.ts']);
    expect(await areInputsUnchanged(root, { ...hashes, [DRIVER_KEY]: '0'.repeat(64) })).toBe(false);
  });
});
