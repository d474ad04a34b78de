import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { loadCompiler, refuseOtherCompiler } from './assembly-compiler.ts';
import { BuildError } from './build-error.ts';

/** SHA-256 of the compiled kernel: what every canister contains, whoever builds it. */
export const KERNEL_SHA256 = '4a7bfc31066e2f227dea5bb7a4478eafb70d742d4a7a30fbd421f6e0b3019cde';

/** The first bytes of a request to the kernel; the kit speaks to a kernel of this name only. */
export const KERNEL_MAGIC = 'indus/sha256 k1\n';

/** The kernel's source, in AssemblyScript. */
export const KERNEL_SOURCE = new URL('../../kernel/hash-kernel.ts', import.meta.url);

const SOURCE_NAME = 'hash-kernel.ts';
const OUTPUT_NAME = 'hash-kernel.wasm';

// Names stay in the module, for the functions are found by them; assertions and a runtime are not needed.
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--debug'];

/**
 * The compiled hash kernel: from the folder of caches when it was compiled from this source before, else compiled. What the
 * folder holds is believed by its hash only.
 * Errors: those of {@link compileKernel}.
 */
export async function readKernel(): Promise<Uint8Array> {
  const source = await readFile(KERNEL_SOURCE);
  const packageJson = createRequire(import.meta.url).resolve('assemblyscript/package.json');
  const folder = join(dirname(dirname(packageJson)), '.cache/indus');
  const path = join(folder, `hash-kernel-${sha256Hex(source)}.wasm`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined && sha256Hex(kept) === KERNEL_SHA256) return kept;
  const kernel = await compileKernel();
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(folder, { recursive: true })
    .then(() => writeFile(temporary, kernel))
    .then(() => rename(temporary, path))
    .catch(() => undefined);
  return kernel;
}

/**
 * Compiles the hash kernel; nothing but its source and the compiler's version decides its bytes.
 * Errors: `toolchain-missing`, `toolchain-mismatch` (another compiler, or bytes that are not {@link KERNEL_SHA256}).
 */
export async function compileKernel(): Promise<Uint8Array> {
  await refuseOtherCompiler();
  const source = await readFile(KERNEL_SOURCE, 'utf8');
  const kernel = await compile(source.replaceAll('\r\n', '\n'));
  const sha256 = sha256Hex(kernel);
  if (sha256 !== KERNEL_SHA256) {
    throw new BuildError(
      'toolchain-mismatch',
      `expected the hash kernel with SHA-256 ${KERNEL_SHA256}, got ${sha256}: its source or its compiler was changed`,
    );
  }
  return kernel;
}

async function compile(source: string): Promise<Uint8Array> {
  const compiler = await loadCompiler();
  let output: Uint8Array | undefined;
  const { error, stderr } = await compiler.main([SOURCE_NAME, '--outFile', OUTPUT_NAME, ...OPTIONS], {
    readFile: (name) => (name === SOURCE_NAME ? source : null),
    writeFile: (name, content) => {
      if (name === OUTPUT_NAME) output = content;
    },
    listFiles: () => [],
  });
  if (error !== null || output === undefined) {
    throw new BuildError('toolchain-mismatch', `the hash kernel does not compile: ${stderr.toString()}`, {
      cause: error,
    });
  }
  return output;
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
