import { IdbStorage } from '@dfinity/auth-client';

/** Where the browser keeps when the session ends, beside what auth-client keeps. */
const KEY_STORAGE_SESSION = 'indus-session-ends-at-ms';

/** Keeps when a session ends; undefined: what was granted is no session. */
export async function keepSessionEnd(endsAtMs: number | undefined): Promise<void> {
  const storage = new IdbStorage();
  if (endsAtMs === undefined) await storage.remove(KEY_STORAGE_SESSION);
  else await storage.set(KEY_STORAGE_SESSION, String(endsAtMs));
}

/** When the session ends that the browser keeps; undefined when it keeps a delegation alone. Units: milliseconds. */
export async function readSessionEnd(): Promise<number | undefined> {
  const kept = await new IdbStorage().get(KEY_STORAGE_SESSION);
  return typeof kept === 'string' ? Number(kept) : undefined;
}
