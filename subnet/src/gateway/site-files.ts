import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Encoding, ENCODINGS, isEncodingOf } from './content-encoding.ts';
import { FILE_BYTES_MAX, SITE_BYTES_KEPT_MAX } from './gateway-limits.ts';
import { SiteFile } from './site-file.ts';

/** A file that was read, and by what it is known to be the same still. */
interface KeptFile {
  readonly file: SiteFile;
  readonly modifiedMs: number;
}

/** The files of a directory. No path leads out of it, not by `..`, not by links. What was read is kept until it changes. */
export class SiteFiles {
  readonly #directory: string;
  readonly #kept = new Map<string, KeptFile>();
  #keptBytes = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * The file that a path means; a directory means its `index.html`. Names that start with a dot are no files, but for
   * `.well-known`.
   */
  async find(segments: readonly string[]): Promise<SiteFile | undefined> {
    if (segments.some((segment) => segment.startsWith('.') && segment !== '.well-known')) return undefined;
    const root = await realpath(this.#directory).catch(() => undefined);
    if (root === undefined) return undefined;
    const inside = root.endsWith(sep) ? root : root + sep;
    for (const named of [segments, [...segments, 'index.html']]) {
      const real = await realpath(join(root, ...named)).catch(() => undefined);
      if (real === undefined || !real.startsWith(inside)) continue;
      const found = await stat(real).catch(() => undefined);
      if (!found?.isFile() || found.size > FILE_BYTES_MAX) continue;
      return this.#read(real, `/${named.join('/')}`, found.mtimeMs);
    }
    return undefined;
  }

  async #read(real: string, path: string, modifiedMs: number): Promise<SiteFile> {
    const key = `${real}\0${path}`;
    const kept = this.#kept.get(key);
    if (kept?.modifiedMs === modifiedMs) return kept.file;
    const body = new Uint8Array(await readFile(real));
    const file = new SiteFile(path, body, {}, (encoding) => precompressed(real, body, encoding));
    this.#keep(key, { file, modifiedMs });
    return file;
  }

  #keep(key: string, next: KeptFile): void {
    this.#forget(key);
    this.#kept.set(key, next);
    this.#keptBytes += next.file.body.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptBytes <= SITE_BYTES_KEPT_MAX) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#keptBytes -= this.#kept.get(key)?.file.body.length ?? 0;
    this.#kept.delete(key);
  }
}

/** What the build left beside the file, when it is of the file as it is now. */
async function precompressed(
  real: string,
  body: Uint8Array,
  encoding: Encoding,
): Promise<Uint8Array | undefined> {
  const ending = ENCODINGS.find((known) => known.encoding === encoding)?.ending ?? '';
  const encoded = await readFile(real + ending).catch(() => undefined);
  return encoded !== undefined && (await isEncodingOf(body, encoded, encoding)) ? encoded : undefined;
}
