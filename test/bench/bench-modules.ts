import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { buildCanister, type StockBuild } from '@indus/cli';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** A fixture of this folder as a gzipped module, built as Azle's own command builds it, when a source changed. */
export async function benchModule(name: 'greeting' | 'tables', kind: StockBuild): Promise<Uint8Array> {
  const built = await buildCanister({ root: ROOT, name, outDir: `.indus/${kind}`, asStock: kind });
  return Uint8Array.from(await readFile(built.wasmGzPath));
}
