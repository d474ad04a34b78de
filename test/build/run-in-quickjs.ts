import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { findAzleToolchain, packageModuleUrl } from '../../cli/src/build/azle-toolchain.ts';

/*
 * Runs JavaScript in the QuickJS of Azle's template, as a canister would, and prints what it returns.
 * Standard input: a module that sets `globalThis.run`, a function without arguments that returns a JSON value;
 * it may use `TextEncoder` and `TextDecoder` of canisters/kit/utf8.
 */
const toolchain = await findAzleToolchain(fileURLToPath(new URL('../../cli', import.meta.url)));
const folder = 'src/stable/build/commands/build';
const { manipulateWasmBinary } = (await import(
  packageModuleUrl(toolchain.packageDir, `${folder}/wasm_binary/manipulate.ts`)
)) as {
  manipulateWasmBinary(js: string, path: string, data: unknown, validate: boolean): Promise<Uint8Array>;
};
const { execute } = (await import(
  packageModuleUrl(toolchain.packageDir, `${folder}/candid_and_method_meta/execute.ts`)
)) as {
  execute(wasm: Uint8Array): Promise<unknown>;
};

const utf8Path = fileURLToPath(new URL('../../canisters/kit/utf8/index.js', import.meta.url));
const utf8 = (await readFile(join(utf8Path), 'utf8')).replaceAll(/^export /gm, '');
const main = await text(process.stdin);
const javaScript = `${utf8}\n${main}\nglobalThis._azleGetCandidAndMethodMeta = () => JSON.stringify(globalThis.run());`;
const wasmData = { envVars: [], mainJsPath: 'main.js' };
const wasm = await manipulateWasmBinary(javaScript, toolchain.templatePath, wasmData, false);
process.stdout.write(JSON.stringify(await execute(wasm)));
