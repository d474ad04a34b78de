import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import { loadCompiler, refuseOtherCompiler } from './assembly-compiler.ts';
import { BuildError } from './build-error.ts';
import { packData } from './pack-data.ts';

/** What to compile; `entryPath` is relative to `root`. */
export interface AssemblyRequest {
  readonly root: string;
  readonly entryPath: string;
}

/** A compiled module and the files that it was made of, relative to the root. */
export interface CompiledAssembly {
  readonly wasm: Uint8Array;
  readonly inputs: readonly string[];
}

const OUTPUT_NAME = 'canister.wasm';

/** What to do at a broken invariant lies in each canister at the same place; the compiler wants it without the extension. */
const ABORT = 'assembly/system/abort/abort';

/**
 * How sources of canisters are compiled. Assertions are off: what may come from outside is checked by code that refuses. The loops
 * that must be fast are written out by hand, so that the compiler may make the rest small. 112: vectors are exchanged by nobody.
 */
export const ASSEMBLY_OPTIONS: readonly string[] = [
  ...['-O3', '--shrinkLevel', '2', '--noAssert', '--runtime', 'minimal', '--enable', 'simd'],
  ...['--use', `abort=${ABORT}`, '--disableWarning', '112'],
];

/** What decides the bytes beside the sources. */
const COMPILERS = ['node_modules/assemblyscript/package.json', 'node_modules/binaryen/package.json'];

/**
 * Compiles a canister in AssemblyScript. The bytes depend on the sources and the compiler only: names in the module are relative
 * to the canister's folder.
 * Errors: `compile-failed` with what the compiler says; `toolchain-missing`, `toolchain-mismatch`.
 */
export async function compileAssembly({ root, entryPath }: AssemblyRequest): Promise<CompiledAssembly> {
  await refuseOtherCompiler();
  const compiler = await loadCompiler();
  const folder = dirname(dirname(entryPath));
  const sources = new Set<string>();
  let output: Uint8Array | undefined;
  const args = [entryPath.slice(folder.length + 1), '--outFile', OUTPUT_NAME, ...ASSEMBLY_OPTIONS];
  const { error, stderr } = await compiler.main(args, {
    readFile: (name) => {
      const path = posix.join(folder, name.replaceAll('\\', '/'));
      if (path.startsWith('../') || !existsSync(join(root, path))) return null;
      sources.add(path);
      return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
    },
    writeFile: (name, content) => {
      if (name === OUTPUT_NAME) output = content;
    },
    listFiles: () => [],
  });
  if (error !== null || output === undefined) {
    throw new BuildError('compile-failed', `${entryPath} does not compile:\n${stderr.toString().trim()}`, {
      cause: error,
    });
  }
  const compilers = COMPILERS.filter((path) => existsSync(join(root, path)));
  return { wasm: packData(output), inputs: [...sources, ...compilers].sort() };
}
