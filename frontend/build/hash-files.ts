import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const LEFT_OUT = /(^|\/)(node_modules|dist|\.[^/]+)(\/|$)|\.test\.tsx?$/;

/**
 * One hash over names and bytes of all files below folders, without tests and what builds make.
 * Shape: SHA-256 in hexadecimal digits.
 */
export async function hashFiles(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesBelow(join(root, path))) {
      const name = relative(root, file);
      if (LEFT_OUT.test(name)) continue;
      const bytes = await readFile(file);
      hash.update(`${name}\n${bytes.length}\n`).update(bytes);
    }
  }
  return hash.digest('hex');
}

/** The files below a folder in the order of their names, or the file itself. */
async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
