import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readProject } from './read-project.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'indus-project-'));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function read(dfx: unknown): ReturnType<typeof readProject> {
  await writeFile(join(root, 'dfx.json'), typeof dfx === 'string' ? dfx : JSON.stringify(dfx));
  return readProject(root);
}

describe('readProject', () => {
  it('keeps the order of dfx.json and finds the entry beside the contract', async () => {
    const canister = (name: string): object => ({
      type: 'custom',
      candid: `./canisters/${name}/${name}.did`,
    });
    expect(await read({ canisters: { vault: canister('vault'), registry: canister('registry') } })).toEqual([
      { name: 'vault', didPath: 'canisters/vault/vault.did', entryPath: 'canisters/vault/index.ts' },
      {
        name: 'registry',
        didPath: 'canisters/registry/registry.did',
        entryPath: 'canisters/registry/index.ts',
      },
    ]);
    expect(await read({})).toEqual([]);
  });

  it('leaves out canisters of files, which have no module to be built', async () => {
    const canisters = {
      portal: { type: 'assets', source: ['dist'] },
      vault: { type: 'custom', candid: 'vault.did' },
    };
    expect((await read({ canisters })).map(({ name }) => name)).toEqual(['vault']);
  });

  it.each([
    ['no JSON', '{'],
    ['another type', { canisters: { a: { type: 'azle', candid: 'a.did' } } }],
    ['no contract', { canisters: { a: { type: 'custom' } } }],
    ['a contract outside the project', { canisters: { a: { type: 'custom', candid: 'x/../../a.did' } } }],
    ['an absolute contract', { canisters: { a: { type: 'custom', candid: '/a.did' } } }],
    ['a name that is a path', { canisters: { '../a': { type: 'custom', candid: 'a.did' } } }],
  ])('refuses %s', async (_, dfx) => {
    await expect(read(dfx)).rejects.toMatchObject({ code: 'project-invalid' });
  });

  it('refuses a folder without dfx.json', async () => {
    await expect(readProject(root)).rejects.toMatchObject({ code: 'project-invalid' });
  });
});
