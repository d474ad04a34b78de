import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { buildCanister } from '@indus/cli';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** A fixture of this folder as a gzipped module, built when a source changed. */
export async function benchModule(name: 'greeting' | 'tables', kind: 'house' | 'azle'): Promise<Uint8Array> {
  const outDir = kind === 'house' ? '.indus/wasm' : '.indus/azle-benchmark';
  const built = await buildCanister({ root: ROOT, name, outDir, azleBenchmark: kind === 'azle' });
  return Uint8Array.from(await readFile(built.wasmGzPath));
}
