import { randomBytes, timingSafeEqual } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the token of a running subnet lies in its state directory; only the owner of the state can read it. */
export const ADMIN_TOKEN_FILE = 'admin-token';
const TOKEN_BYTES = 32;

/** Makes a fresh token and writes it for the owner of the state directory. */
export async function makeAdminToken(directory: string): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const path = join(directory, ADMIN_TOKEN_FILE);
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${token}\n`);
  } finally {
    await file.close();
  }
  await rename(draft, path);
  return token;
}

/** Takes the token away: nobody is served by it any more. */
export async function removeAdminToken(directory: string): Promise<void> {
  await rm(join(directory, ADMIN_TOKEN_FILE), { force: true });
}

/** Is this the Authorization header with the token? Takes the same time whatever differs. */
export function bearsToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
