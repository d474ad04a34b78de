import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';

/** A model's file as a command was given it. */
export interface GivenModel {
  /** The file's name without its ending, unless told. */
  readonly name: string;
  /** The first digits of the hash, unless told: another file is another version. */
  readonly version: string;
  readonly format: 'onnx' | 'gguf';
  readonly bytes: Uint8Array;
  /** Hexadecimal. */
  readonly sha256: string;
}

const VERSION_DIGITS = 12;
const GGUF_MAGIC = 'GGUF';

/** Reads a model's file. Errors: the file system's own. */
export async function readModelFile(
  path: string,
  { name, version }: { readonly name?: string; readonly version?: string } = {},
): Promise<GivenModel> {
  const bytes = new Uint8Array(await readFile(path));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const isGguf = Buffer.from(bytes.subarray(0, GGUF_MAGIC.length)).toString('latin1') === GGUF_MAGIC;
  return {
    name: name ?? basename(path, extname(path)),
    version: version ?? sha256.slice(0, VERSION_DIGITS),
    format: isGguf ? 'gguf' : 'onnx',
    bytes,
    sha256,
  };
}
