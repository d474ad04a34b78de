import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { buildCanister } from '@indus/cli';
import { startTestSubnet } from '@indus/subnet/testing';
import { IDL } from '@dfinity/candid';
import { afterAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];

const FILES: Readonly<Record<string, string>> = {
  'dfx.json': JSON.stringify({
    canisters: { echo: { type: 'custom', candid: 'canisters/echo/echo.did' } },
  }),
  'canisters/echo/echo.did': 'service : { "echo" : (blob) -> (blob) query; "keep" : (blob) -> (blob) }',
  'canisters/echo/assembly/system/abort.ts':
    "import { trap } from './ic0';\n" +
    'export function abort(message: string | null, file: string | null, line: u32, column: u32): void { trap(0, 0); }\n',
  'canisters/echo/assembly/system/ic0.ts': [
    'export declare function trap(source: usize, size: usize): void;',
    'export declare function msg_arg_data_size(): usize;',
    'export declare function msg_arg_data_copy(to: usize, offset: usize, size: usize): void;',
    'export declare function msg_reply_data_append(source: usize, size: usize): void;',
    'export declare function msg_reply(): void;\n',
  ].join('\n'),
  'canisters/echo/assembly/index.ts': [
    "import './system/abort';",
    "import { msg_arg_data_copy, msg_arg_data_size, msg_reply, msg_reply_data_append } from './system/ic0';",
    'export function canister_query_echo(): void {',
    '  const size = msg_arg_data_size();',
    '  const bytes = new Uint8Array(<i32>size);',
    '  msg_arg_data_copy(bytes.dataStart, 0, size);',
    '  msg_reply_data_append(bytes.dataStart, size);',
    '  msg_reply();',
    '}',
    'export function canister_update_keep(): void { canister_query_echo(); }',
    'export function canister_update__hidden(): void { canister_query_echo(); }\n',
  ].join('\n'),
};

/** A project with one canister, some of its files changed. */
function projectWith(changes: Readonly<Record<string, string>> = {}, prefix = 'indus-assembly-'): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const build = (root: string, force = false) => buildCanister({ root, name: 'echo', force });

describe('a canister in AssemblyScript', () => {
  it('is built to the same bytes in another folder, and only when a source changed', async () => {
    const root = projectWith();
    const first = await build(root);
    const other = await build(projectWith({}, 'indus-assembly-in-a-longer-folder-'));
    expect(other.moduleHash).toBe(first.moduleHash);
    expect(await build(root)).toMatchObject({ isUnchanged: true, moduleHash: first.moduleHash });
    const entry = 'canisters/echo/assembly/index.ts';
    writeFileSync(join(root, entry), `${FILES[entry]}export function canister_update__more(): void {}\n`);
    const changed = await build(root);
    expect(changed.isUnchanged).toBe(false);
    expect(changed.moduleHash).not.toBe(first.moduleHash);
  });

  it('answers under the names of its contract', async () => {
    const { wasmGzPath } = await build(projectWith());
    await using subnet = await startTestSubnet();
    const canister = await subnet.setupCanister(new Uint8Array(await readFile(wasmGzPath)));
    const message = new Uint8Array(IDL.encode([IDL.Text], ['hello']));
    expect(Buffer.from(await subnet.query(canister, 'echo', message))).toEqual(Buffer.from(message));
    expect(Buffer.from(await subnet.update(canister, 'keep', message))).toEqual(Buffer.from(message));
  });

  it.each([
    [
      'contract-mismatch',
      'method keep: expected query, got update',
      {
        'canisters/echo/echo.did':
          'service : { echo : (blob) -> (blob) query; keep : (blob) -> (blob) query }',
      },
    ],
    [
      'contract-mismatch',
      'method more: in the contract, not in the module',
      { 'canisters/echo/echo.did': `${FILES['canisters/echo/echo.did']!.slice(0, -1)}; more : () -> () }` },
    ],
    [
      'compile-failed',
      "Cannot find name 'unknown'",
      { 'canisters/echo/assembly/index.ts': 'export function canister_query_echo(): void { unknown(); }\n' },
    ],
    ['contract-invalid', 'echo.did:1:', { 'canisters/echo/echo.did': 'service : { echo' }],
  ])('is refused with %s: %s', async (code, message, changes) => {
    await expect(build(projectWith(changes))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});
