import { dirname, join } from 'node:path';

import type { AzleToolchain } from './azle-toolchain.ts';
import { findPackage, packageModuleUrl } from './azle-toolchain.ts';
import { BuildError } from './build-error.ts';
import { KERNEL_MAGIC } from './compile-kernel.ts';

/** A name that only the conversion tables of `@sinonjs/text-encoding` contain. */
const REPLACED_ENCODER_MARK = 'encoding-indexes';

/** The name of the generated module that imports the canister; no file can bear it by chance. */
const PRELUDE_NAME = '(prelude)';

/** The parts of Azle 0.33.0's `javascript.ts` that the driver calls. */
interface AzleJavaScript {
  handleClassApiCanister(main: string): string;
  getBuildOptions(ts: string, main: string): { plugins: unknown[]; [option: string]: unknown };
}

interface Esbuild {
  build(options: Record<string, unknown>): Promise<{
    outputFiles: { text: string }[];
    metafile: { inputs: Record<string, unknown> };
  }>;
}

/**
 * `plain`: the module that Azle's own command makes, with the encoder that Azle ships. `recording`: that, and its runtime
 * keeps what the performance counter says at the end of each method, as for the counts that Azle publishes.
 */
export type StockBuild = 'plain' | 'recording';

/** What to bundle; `entryPath` is relative to `root`. */
export interface BundleRequest {
  readonly root: string;
  readonly entryPath: string;
  readonly asStock?: StockBuild;
}

/** The replaced package under another name; only a project that measures Azle has it installed. */
const STOCK_ENCODER = 'text-encoding-stock';

/** Tells the runtime the names of the methods. Source: azle 0.33.0, `javascript.ts`, `handleBenchmarking`. */
const NAME_METHODS = `
    {
      const { queries = [], updates = [], ...hooks } = globalThis._azleCanisterClassMeta.methodMeta;
      const methods = [...queries, ...updates, ...Object.values(hooks)].filter((method) => method !== undefined);
      globalThis._azleDispatch({
        type: 'SET_AZLE_CANISTER_METHOD_NAMES',
        payload: Object.fromEntries(methods.map(({ index, name }) => [String(index), name])),
        location: { filepath: 'prelude', functionName: 'nameMethods' },
      });
    }
`;

/** One canister's JavaScript and the files that it was made of, relative to the root. */
export interface CanisterBundle {
  readonly javaScript: string;
  readonly inputs: readonly string[];
}

/**
 * Bundles a canister's entry with Azle's own prelude and bundler options, made independent of place and settings:
 * paths are relative to the root, `tsconfig.json` is not read, white space is removed (QuickJS parses the text at each install).
 * Errors: `bundle-failed` (syntax, unresolved import), `bundle-refused` (the UTF-8 override is not in force, or a path leaked).
 */
export async function bundleCanister(
  { root, entryPath, asStock }: BundleRequest,
  toolchain: AzleToolchain,
): Promise<CanisterBundle> {
  const javaScriptUrl = packageModuleUrl(
    toolchain.packageDir,
    'src/stable/build/commands/build/javascript.ts',
  );
  const azle = (await import(javaScriptUrl)) as AzleJavaScript;
  const esbuildUrl = packageModuleUrl(findPackage('esbuild', toolchain.packageDir), 'lib/main.js');
  const esbuild = ((await import(esbuildUrl)) as { default: Esbuild }).default;

  const prelude = `
    import 'azle/_internal/globals';
    import { getDefaultVisitorData, IDL, idlToString } from 'azle';
    import * as CanisterModule from './${entryPath.slice(entryPath.lastIndexOf('/') + 1)}';
    createGetCandidAndMethodMetaFunction(CanisterModule);
    ${azle.handleClassApiCanister(entryPath)}
    ${asStock === 'recording' ? NAME_METHODS : ''}
  `;
  const built = await esbuild
    .build({
      ...azle.getBuildOptions(prelude, entryPath),
      stdin: {
        contents: prelude,
        resolveDir: dirname(join(root, entryPath)),
        loader: 'ts',
        sourcefile: PRELUDE_NAME,
      },
      absWorkingDir: root,
      tsconfigRaw: '{}',
      metafile: true,
      minifyWhitespace: true,
      legalComments: 'none',
      charset: 'utf8',
      define: asStock === undefined ? { INDUS_HASH_KERNEL: JSON.stringify(KERNEL_MAGIC) } : {},
      ...(asStock !== undefined && {
        alias: { '@sinonjs/text-encoding': STOCK_ENCODER },
        minifyWhitespace: false,
      }),
    })
    .catch((cause: unknown) => {
      throw new BuildError('bundle-failed', `the bundle of ${entryPath} failed: ${messageOf(cause)}`);
    });
  const javaScript = built.outputFiles[0]?.text ?? '';
  const inputs = Object.keys(built.metafile.inputs);
  if (asStock === undefined) refuseStockEncoder(javaScript, inputs);
  refusePaths(javaScript, [join(root, dirname(entryPath)), toolchain.packageDir]);
  return {
    javaScript,
    inputs: inputs.filter((path) => !path.endsWith(PRELUDE_NAME)),
  };
}

function refuseStockEncoder(javaScript: string, inputs: readonly string[]): void {
  const isStockEncoder = inputs.some((path) => path.includes(REPLACED_ENCODER_MARK));
  if (isStockEncoder || javaScript.includes(REPLACED_ENCODER_MARK)) {
    throw new BuildError(
      'bundle-refused',
      'expected @sinonjs/text-encoding to be replaced by canisters/kit/utf8 (root package.json, "overrides"), got the original package',
    );
  }
}

function refusePaths(javaScript: string, folders: readonly string[]): void {
  const leaked = folders.find((folder) => javaScript.includes(folder));
  if (leaked !== undefined) {
    throw new BuildError(
      'bundle-refused',
      `expected no absolute path in the bundle, got ${leaked}: the module would differ by folder`,
    );
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
