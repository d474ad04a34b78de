import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { BuildError } from './build-error.ts';

/** The compiler of AssemblyScript; another one gives other bytes. Source: package `assemblyscript`. */
export const ASSEMBLYSCRIPT_VERSION = '0.28.0';

/** The part of the compiler that builds call. */
export interface Compiler {
  main(
    options: readonly string[],
    files: {
      readFile(name: string): string | null;
      writeFile(name: string, content: Uint8Array): void;
      listFiles(): string[];
    },
  ): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}

/** The compiler. Context: its library catches what nobody else caught in this process. */
export async function loadCompiler(): Promise<Compiler> {
  const name = 'assemblyscript/asc';
  return (await import(name)) as Compiler;
}

/** Errors: `toolchain-mismatch`. */
export async function refuseOtherCompiler(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('assemblyscript/package.json');
  const { version } = JSON.parse(await readFile(path, 'utf8')) as { version?: string };
  if (version === ASSEMBLYSCRIPT_VERSION) return;
  throw new BuildError(
    'toolchain-mismatch',
    `expected assemblyscript ${ASSEMBLYSCRIPT_VERSION}, got ${version}: run \`npm ci\``,
  );
}
