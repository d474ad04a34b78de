import type { AzleToolchain } from './azle-toolchain.ts';
import { AZLE_VERSION, packageModuleUrl } from './azle-toolchain.ts';
import { BuildError } from './build-error.ts';

/** The file name under which QuickJS evaluates the bundle; it shows in stack traces and is part of the module's bytes. */
const MAIN_JS_PATH = 'main.js';

/** Baked into the module: Azle's version and nothing of the environment. */
const WASM_DATA = { envVars: [['AZLE_VERSION', AZLE_VERSION]], mainJsPath: MAIN_JS_PATH };

/** The same, and the runtime keeps what its performance counter says at the end of each method. */
const RECORDING_WASM_DATA = {
  ...WASM_DATA,
  envVars: [['AZLE_RECORD_BENCHMARKS', 'true'], ...WASM_DATA.envVars],
};

/** The method table that Azle computes by running a module. Source: azle 0.33.0, `src/stable/build/utils/types.ts`. */
export interface AzleMethodMeta {
  readonly queries?: readonly { readonly name: string; readonly composite?: boolean }[];
}

/** A canister module before its metadata, with the interface that Azle computed from its decorators. */
export interface AssembledModule {
  readonly wasm: Uint8Array;
  readonly candid: string;
  readonly compositeQueries: readonly string[];
}

interface AzleManipulate {
  manipulateWasmBinary(
    js: string,
    templatePath: string,
    wasmData: unknown,
    validate: boolean,
    methodMeta?: AzleMethodMeta,
  ): Promise<Uint8Array>;
}

interface AzleExecute {
  execute(wasm: Uint8Array): Promise<{ candid: string; methodMeta: AzleMethodMeta }>;
}

/**
 * Puts a bundle into Azle's template twice: once to run it and learn its methods, once with a canister export for each.
 * Errors: `module-failed` when the bundle throws while it is loaded.
 */
export async function assembleModule(
  javaScript: string,
  { packageDir, templatePath }: AzleToolchain,
  isRecording = false,
): Promise<AssembledModule> {
  const wasmData = isRecording ? RECORDING_WASM_DATA : WASM_DATA;
  const folder = 'src/stable/build/commands/build';
  const manipulateUrl = packageModuleUrl(packageDir, `${folder}/wasm_binary/manipulate.ts`);
  const executeUrl = packageModuleUrl(packageDir, `${folder}/candid_and_method_meta/execute.ts`);
  const { manipulateWasmBinary } = (await import(manipulateUrl)) as AzleManipulate;
  const { execute } = (await import(executeUrl)) as AzleExecute;

  const probe = await manipulateWasmBinary(javaScript, templatePath, wasmData, false);
  const { candid, methodMeta } = await execute(probe).catch((cause: unknown) => {
    throw new BuildError('module-failed', `the module failed while it was loaded: ${String(cause)}`);
  });
  const wasm = await manipulateWasmBinary(javaScript, templatePath, wasmData, false, methodMeta);
  const compositeQueries = (methodMeta.queries ?? [])
    .filter(({ composite }) => composite === true)
    .map(({ name }) => name);
  return { wasm, candid, compositeQueries };
}
