import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateSeed, type Identity, identityFromSeed, seedFromPem, seedToPem } from '@indus/client';

/**
 * The identity of a private key in a PEM file.
 * Errors: CallFailed `invalid_input` when the file holds no Ed25519 key; the file system's own.
 */
export async function readKeyFile(path: string): Promise<Identity> {
  return identityFromSeed(seedFromPem(await readFile(path, 'utf8')));
}

/**
 * The identity of a key file, made by chance when it does not exist. Only its owner may read it (mode 0600).
 * Errors: as readKeyFile.
 */
export async function keyFileIdentity(path: string): Promise<Identity> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) await createKeyFile(path);
  return readKeyFile(path);
}

/** Whole or not at all, and never over a key that exists. */
async function createKeyFile(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.new`;
  await writeFile(draft, seedToPem(generateSeed()), { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
}
