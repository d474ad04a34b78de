import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Principal } from '@indus/client';

/** The file in which `icp` says which host names stand for which canisters; it is rewritten on each deployment. */
const FILE = 'custom-domains.txt';

/** Canister ids in text by host name. */
export type CustomDomains = Readonly<Record<string, string>>;

/** Tells the names in the status folder now and whenever they change, until closed. */
export async function watchCustomDomains(
  statusDir: string,
  setNames: (names: CustomDomains) => void,
  progress: (text: string) => void,
): Promise<{ close(): void }> {
  const path = join(statusDir, FILE);
  let reading: Promise<void> = Promise.resolve();
  const read = async () => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) setNames(parseCustomDomains(text, progress));
  };
  const watcher = watch(statusDir, (_event, name) => {
    if (name === FILE) reading = reading.then(read);
  });
  watcher.on('error', (error) => progress(`custom names are no longer followed: ${error.message}`));
  reading = reading.then(read);
  await reading;
  return watcher;
}

/** Reads lines of the form `hello.local.localhost:<canister id>`; what is no such line is told and passed over. */
export function parseCustomDomains(text: string, progress: (text: string) => void): CustomDomains {
  const names: Record<string, string> = {};
  for (const line of text.split('\n').map((untrimmed) => untrimmed.trim())) {
    if (line === '') continue;
    const [, host, id] = /^([a-z0-9._-]+):([a-z0-9-]+)$/i.exec(line) ?? [];
    if (host !== undefined && id !== undefined && isPrincipal(id)) names[host.toLowerCase()] = id;
    else progress(`expected a line "name:canister-id" in ${FILE}, got "${line}"`);
  }
  return names;
}

function isPrincipal(text: string): boolean {
  try {
    return Principal.fromText(text).toText() === text;
  } catch {
    return false;
  }
}
