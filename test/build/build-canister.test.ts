import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { buildAll, buildCanister } from '@indus/cli';
import { afterAll, describe, expect, it } from 'vitest';

/** What Node's type declarations leave out of `WebAssembly.Module`. */
const engine = WebAssembly.Module as unknown as {
  exports(module: WebAssembly.Module): { readonly name: string }[];
  customSections(module: WebAssembly.Module, name: string): ArrayBuffer[];
};

const repository = fileURLToPath(new URL('../..', import.meta.url));
const icpPath = join(repository, 'node_modules/@icp-sdk/icp-cli-linux-x64/bin/icp');
const icWasmPath = join(repository, 'node_modules/@icp-sdk/ic-wasm-linux-x64/bin/ic-wasm');
const folders: string[] = [];

/** A copy of the fixture in a folder of its own, with the repository's packages. */
function copyFixture(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  cpSync(join(repository, 'test/build/fixture'), folder, { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

afterAll(() => {
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

const first = copyFixture('indus-build-a-');
const entryOf = (root: string): string => join(root, 'canisters/counter/index.ts');
const didOf = (root: string): string => join(root, 'canisters/counter/counter.did');

describe('buildCanister', () => {
  it('builds the same bytes in another folder, under another environment, and again', async () => {
    const one = await buildCanister({ root: first, name: 'counter' });
    const second = copyFixture('indus-build-longer-name-b-');
    process.env['AZLE_RECORD_BENCHMARKS'] = 'true';
    process.env['AZLE_CANISTER_BACKTRACES'] = 'true';
    const two = await buildCanister({ root: second, name: 'counter' }).finally(() => {
      delete process.env['AZLE_RECORD_BENCHMARKS'];
      delete process.env['AZLE_CANISTER_BACKTRACES'];
    });
    const again = await buildCanister({ root: first, name: 'counter', force: true });
    expect([two.moduleHash, again.moduleHash]).toEqual([one.moduleHash, one.moduleHash]);
    expect(again.isUnchanged).toBe(false);
    expect(sha256Hex(readFileSync(one.wasmGzPath))).toBe(one.moduleHash);
    const wasm = gunzipSync(readFileSync(one.wasmGzPath));
    expect(sha256Hex(wasm)).toBe(one.wasmSha256);
    expect(wasm.includes(first)).toBe(false);
  });

  it('gives a module that compiles, with the exports of its methods and its contract as public metadata', async () => {
    const built = await buildCanister({ root: first, name: 'counter' });
    const module = new WebAssembly.Module(gunzipSync(readFileSync(built.wasmGzPath)));
    const exported = engine.exports(module).map(({ name }) => name);
    expect(exported).toEqual(
      expect.arrayContaining([
        'canister_init',
        'canister_update add',
        'canister_query read',
        'canister_composite_query read_all',
      ]),
    );
    const sections = engine.customSections(module, 'icp:public candid:service');
    expect(sections.map((section) => Buffer.from(section).toString('utf8'))).toEqual([
      readFileSync(didOf(first), 'utf8'),
    ]);
  });

  it('writes a manifest of SHA-256s that the files have', async () => {
    const built = await buildCanister({ root: first, name: 'counter' });
    const manifest = JSON.parse(readFileSync(join(first, '.indus/wasm/manifest.json'), 'utf8')) as unknown;
    expect(manifest).toEqual({
      hash: 'sha256',
      canisters: {
        counter: {
          wasm: built.wasmSha256,
          'wasm.gz': built.moduleHash,
          did: sha256Hex(readFileSync(built.didPath)),
          kernel: built.kernelSha256,
        },
      },
    });
  });

  it('keeps the outputs while nothing changed; a changed source or a damaged output builds again', async () => {
    const root = copyFixture('indus-build-skip-');
    const built = await buildCanister({ root, name: 'counter' });
    const writtenMs = statSync(built.wasmGzPath).mtimeMs;
    const steps: string[] = [];
    const kept = await buildCanister({ root, name: 'counter', onProgress: ({ step }) => steps.push(step) });
    expect([kept.isUnchanged, kept.moduleHash, statSync(kept.wasmGzPath).mtimeMs]).toEqual([
      true,
      built.moduleHash,
      writtenMs,
    ]);
    expect(steps).toEqual(['unchanged']);

    writeFileSync(built.wasmGzPath, 'damaged');
    const mended = await buildCanister({ root, name: 'counter' });
    expect([mended.isUnchanged, mended.moduleHash]).toEqual([false, built.moduleHash]);

    edit(join(root, 'canisters/counter/increase.ts'), '2n ** 64n', '2n ** 63n');
    const changed = await buildCanister({ root, name: 'counter' });
    expect(changed.isUnchanged).toBe(false);
    expect(changed.moduleHash).not.toBe(built.moduleHash);
  });

  it('builds canisters of one entry once, and each keeps its own outputs', async () => {
    const root = copyFixture('indus-build-twin-');
    const dfx = JSON.parse(readFileSync(join(root, 'dfx.json'), 'utf8')) as {
      canisters: Record<string, unknown>;
    };
    const canisters = { ...dfx.canisters, counter_2: dfx.canisters['counter'] };
    writeFileSync(join(root, 'dfx.json'), JSON.stringify({ ...dfx, canisters }));
    const steps: string[] = [];
    const onProgress = ({ canister, step }: { canister: string; step: string }) =>
      steps.push(`${canister}: ${step}`);
    const [one, two] = await buildAll({ root, onProgress });
    expect(steps.filter((step) => step.startsWith('counter_2'))).toEqual(['counter_2: same as counter']);
    expect([two?.name, two?.moduleHash, two?.isUnchanged]).toEqual(['counter_2', one?.moduleHash, false]);
    expect(sha256Hex(readFileSync(join(root, '.indus/wasm/counter_2.wasm.gz')))).toBe(one?.moduleHash);
    expect((await buildAll({ root })).map(({ isUnchanged }) => isUnchanged)).toEqual([true, true]);
    const forced: string[] = [];
    await buildCanister({
      root,
      name: 'counter_2',
      force: true,
      onProgress: ({ step }) => forced.push(step),
    });
    expect(forced).toContain('bundle');
    edit(join(root, 'canisters/counter/increase.ts'), '2n ** 64n', '2n ** 63n');
    const changed = await buildCanister({ root, name: 'counter_2' });
    expect(changed.moduleHash).not.toBe(one?.moduleHash);
    const followed = await buildCanister({ root, name: 'counter' });
    expect(followed.moduleHash).toBe(changed.moduleHash);
  });

  it.skipIf(!existsSync(icWasmPath))('writes metadata that the real ic-wasm reads', async () => {
    const built = await buildCanister({ root: first, name: 'counter' });
    const plain = join(first, 'counter.wasm');
    writeFileSync(plain, gunzipSync(readFileSync(built.wasmGzPath)));
    const ask = (...args: string[]) => execFileSync(icWasmPath, [plain, 'metadata', ...args]).toString();
    expect(ask().trim()).toBe('icp:public candid:service');
    expect(ask('candid:service').trim()).toBe(readFileSync(didOf(first), 'utf8').trim());
  });

  it.skipIf(!existsSync(icpPath))('gives the real icp the same module', async () => {
    const root = copyFixture('indus-build-icp-');
    const env = {
      ...process.env,
      ICP_HOME: join(root, 'icp-home'),
      ICP_TELEMETRY_DISABLED: '1',
      INDUS_REPOSITORY: repository,
    };
    execFileSync(icpPath, ['build', 'counter'], { cwd: root, env, stdio: 'pipe' });
    const built = await buildCanister({ root: first, name: 'counter' });
    expect(sha256Hex(readFileSync(join(root, '.icp/cache/artifacts/counter')))).toBe(built.moduleHash);
  });
});

describe('buildCanister refuses', () => {
  it('a module that does not keep its contract, and names the method', async () => {
    const root = copyFixture('indus-build-contract-');
    edit(didOf(root), 'Overflow; Denied : text', 'Overflow; Denied : nat');
    const refused = buildCanister({ root, name: 'counter' });
    await expect(refused).rejects.toMatchObject({ code: 'contract-mismatch', canister: 'counter' });
    await expect(refused).rejects.toThrow(
      'method add: result 1, field "Err", field "Denied": expected nat, got text',
    );
    expect(existsSync(join(root, '.indus/wasm/counter.wasm.gz'))).toBe(false);
  });

  it('the pure JavaScript text encoder, when the override is not in force', async () => {
    const root = copyFixture('indus-build-encoder-');
    const tables = join(root, 'canisters/counter/encoding-indexes.ts');
    writeFileSync(tables, 'export const tables = 1;\n');
    edit(entryOf(root), 'import { increase }', "import './encoding-indexes.ts';\nimport { increase }");
    await expect(buildCanister({ root, name: 'counter' })).rejects.toMatchObject({ code: 'bundle-refused' });
  });

  it.each([
    {
      what: 'a contract that is no Candid',
      file: 'counter.did',
      edits: ['service :', 'servis :'],
      code: 'contract-invalid',
      text: /Candid/,
    },
    {
      what: 'a syntax error',
      file: 'index.ts',
      edits: ['return this.sum;', 'return this.sum +;'],
      code: 'bundle-failed',
      text: /Unexpected/,
    },
    {
      what: 'an import of Node',
      file: 'index.ts',
      edits: ['import {', "import 'fs';\nimport {"],
      code: 'bundle-failed',
      text: /fs/,
    },
    {
      what: 'an import that does not exist',
      file: 'index.ts',
      edits: ['./increase.ts', './absent.ts'],
      code: 'bundle-failed',
      text: /absent/,
    },
    {
      what: 'a module that throws while it is loaded',
      file: 'index.ts',
      edits: ['const Tree =', "throw new Error('on purpose');\nconst Tree ="],
      code: 'module-failed',
      text: /on purpose/,
    },
  ] as const)('$what', async ({ file, edits, code, text }) => {
    const root = copyFixture('indus-build-refusal-');
    edit(join(root, 'canisters/counter', file), edits[0], edits[1]);
    const refused = buildCanister({ root, name: 'counter' });
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(text);
  });

  it('a module that never ends while it is loaded, after the time limit', async () => {
    const root = copyFixture('indus-build-endless-');
    edit(entryOf(root), 'const Tree =', 'for (;;) {}\nconst Tree =');
    const refused = buildCanister({ root, name: 'counter', timeoutMs: 6_000 });
    await expect(refused).rejects.toMatchObject({ code: 'build-timeout' });
  });

  it('a project without dfx.json, an unknown name, a missing contract and a missing entry', async () => {
    const root = copyFixture('indus-build-missing-');
    await expect(buildAll({ root, names: ['counter', 'vault'] })).rejects.toMatchObject({
      code: 'canister-unknown',
    });
    rmSync(entryOf(root));
    await expect(buildAll({ root })).rejects.toMatchObject({ code: 'entry-missing', canister: 'counter' });
    rmSync(didOf(root));
    await expect(buildAll({ root })).rejects.toMatchObject({ code: 'contract-missing' });
    rmSync(join(root, 'dfx.json'));
    await expect(buildAll({ root })).rejects.toMatchObject({ code: 'project-invalid' });
  });

  it('another template of Azle than the pinned one', async () => {
    const root = copyFixture('indus-build-template-');
    rmSync(join(root, 'node_modules'));
    cpSync(join(repository, 'node_modules/azle/package.json'), join(root, 'node_modules/azle/package.json'));
    const template = join(root, 'node_modules/azle/dist/canister_templates/stable.wasm');
    cpSync(join(repository, 'node_modules/azle/dist/canister_templates/stable.wasm'), template);
    writeFileSync(template, Buffer.concat([readFileSync(template), Buffer.of(0)]));
    await expect(buildCanister({ root, name: 'counter' })).rejects.toThrow(/fa87d4ae38c8.*got [0-9a-f]{64}/);
  });
});
