import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * Runs JavaScript in the QuickJS of Azle's template, as a canister would, and prints what it returns.
 * Standard input: a module that sets `globalThis.run`, a function without arguments that returns a JSON value;
 * it may use `TextEncoder` and `TextDecoder` of canisters/kit/utf8.
 */
const repository = fileURLToPath(new URL('../..', import.meta.url));
const azle = join(repository, 'node_modules/azle');
const folder = join(azle, 'src/stable/build/commands/build');
const { manipulateWasmBinary } = (await import(
  pathToFileURL(join(folder, 'wasm_binary/manipulate.ts')).href
)) as {
  manipulateWasmBinary(js: string, path: string, data: unknown, validate: boolean): Promise<Uint8Array>;
};
const { execute } = (await import(pathToFileURL(join(folder, 'candid_and_method_meta/execute.ts')).href)) as {
  execute(wasm: Uint8Array): Promise<unknown>;
};

const utf8 = (await readFile(join(repository, 'canisters/kit/utf8/index.js'), 'utf8')).replaceAll(
  /^export /gm,
  '',
);
const main = await text(process.stdin);
const javaScript = `${utf8}\n${main}\nglobalThis._azleGetCandidAndMethodMeta = () => JSON.stringify(globalThis.run());`;
const wasmData = { envVars: [], mainJsPath: 'main.js' };
const wasm = await manipulateWasmBinary(
  javaScript,
  join(azle, 'dist/canister_templates/stable.wasm'),
  wasmData,
  false,
);
process.stdout.write(JSON.stringify(await execute(wasm)));
