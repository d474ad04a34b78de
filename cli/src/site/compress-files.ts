import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Endings of files that get smaller. */
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest', '.wasm']);
/** Bounds: bytes below which nothing is saved that shows. */
const BYTES_MIN = 512;

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const GZIP = { level: constants.Z_BEST_COMPRESSION };

/** Puts beside each file of a folder its compressed forms, `.br` and `.gz`, as small as they get; those that are there stay. */
export async function compressFiles(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)));
  await Promise.all(files.map((entry) => compressFile(join(entry.parentPath, entry.name))));
}

async function compressFile(path: string): Promise<void> {
  if (await stat(`${path}.br`).catch(() => undefined)) return;
  const body = await readFile(path);
  if (body.length < BYTES_MIN) return;
  await writeFile(`${path}.gz`, await promisify<Buffer, typeof GZIP, Buffer>(gzip)(body, GZIP));
  await writeFile(`${path}.br`, await promisify<Buffer, typeof BROTLI, Buffer>(brotliCompress)(body, BROTLI));
}
