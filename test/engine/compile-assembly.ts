import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ASSEMBLY_OPTIONS } from '@indus/cli';

const ENGINE = fileURLToPath(new URL('../../canisters/engine', import.meta.url));

/** The engine's source does not compile. */
export class CompilationFailed extends Error {
  override readonly name = 'CompilationFailed';
}

/**
 * Compiles an entry of the engine by the compiler of this repository. The folder of caches is asked first, by the hash of every
 * source, of the options and of the compiler's version.
 * Errors: {@link CompilationFailed} with what the compiler says.
 */
export async function compileAssembly(entry: string): Promise<Uint8Array<ArrayBuffer>> {
  const packageJson = createRequire(import.meta.url).resolve('assemblyscript/package.json');
  const folder = join(dirname(dirname(packageJson)), '.cache/indus');
  const { version } = JSON.parse(await readFile(packageJson, 'utf8')) as { version: string };
  const key = await hashOf(['assemblyscript', version, entry, ...ASSEMBLY_OPTIONS]);
  const path = join(folder, `engine-${key}.wasm`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined) return Uint8Array.from(kept);
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(folder, { recursive: true });
  await compile(entry, join(dirname(packageJson), 'bin/asc.js'), temporary);
  const compiled = Uint8Array.from(await readFile(temporary));
  await rename(temporary, path);
  return compiled;
}

// In a process of its own: the compiler's library catches what nobody else caught, and would swallow a test's own errors.
async function compile(entry: string, compiler: string, output: string): Promise<void> {
  const args = [compiler, `assembly/${entry}`, '--outFile', output, ...ASSEMBLY_OPTIONS];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ENGINE });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    throw new CompilationFailed(`${entry} does not compile: ${said}`, { cause: error });
  }
}

async function hashOf(facts: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`${fact}\0`);
  const names = await readdir(join(ENGINE, 'assembly'), { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.ts')).sort()) {
    hash.update(`${name}\0`).update(await readFile(join(ENGINE, 'assembly', name)));
  }
  return hash.digest('hex');
}
