import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

import { KERNEL_SOURCE } from './compile-kernel.ts';

/** A build's inputs by path (relative to the root) with their SHA-256; {@link DRIVER_KEY} stands for the driver itself. */
export type InputHashes = Readonly<Record<string, string>>;

/** The key under which the driver's own sources are hashed, the hash kernel among them. */
export const DRIVER_KEY = '(driver)';

/**
 * Hashes all that a module was made of: the bundled sources, the nearest package description of each
 * (it decides how names resolve and holds the version of what is installed) and the driver.
 */
export async function hashInputs(root: string, paths: readonly string[]): Promise<InputHashes> {
  const files = new Set(paths);
  for (const path of paths) {
    const description = nearestPackageJson(root, path);
    if (description !== undefined) {
      files.add(description);
    }
  }
  const hashes: Record<string, string> = {};
  for (const path of [...files].sort()) {
    hashes[path] = hash(await readFile(join(root, path)));
  }
  hashes[DRIVER_KEY] = await hashDriver();
  return hashes;
}

/** Whether every recorded input still has its bytes; a missing file counts as changed. */
export async function areInputsUnchanged(root: string, recorded: InputHashes): Promise<boolean> {
  if (recorded[DRIVER_KEY] !== (await hashDriver())) {
    return false;
  }
  const checks = Object.entries(recorded).map(async ([path, expected]) => {
    const bytes = path === DRIVER_KEY ? undefined : await readFile(join(root, path)).catch(() => undefined);
    return path === DRIVER_KEY || (bytes !== undefined && hash(bytes) === expected);
  });
  return (await Promise.all(checks)).every(Boolean);
}

function nearestPackageJson(root: string, path: string): string | undefined {
  for (let dir = posix.dirname(path); ; dir = posix.dirname(dir)) {
    const candidate = posix.join(dir, 'package.json');
    if (existsSync(join(root, candidate))) {
      return candidate;
    }
    if (dir === '.' || dir === '/' || dir.endsWith('..')) {
      return undefined;
    }
  }
}

async function hashDriver(): Promise<string> {
  const folder = dirname(fileURLToPath(import.meta.url));
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
  const paths = [...names.map((name) => join(folder, name)), fileURLToPath(KERNEL_SOURCE)];
  const sources = await Promise.all(paths.map((path) => readFile(path)));
  return hash(Buffer.concat(sources));
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
