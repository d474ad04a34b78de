import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import type { Visit } from './visit.ts';

/** The kind of the job that reveals an entry when its time has come. */
export const REVEAL_ENTRY = 'reveal_entry';

/** An entry under seal. Units: nanoseconds. */
export interface SealedEntry {
  readonly sequence: bigint;
  readonly revealAtNs: bigint;
}

/** Sets the time at which an entry reveals itself; nobody can take it back. */
export function scheduleReveal({ vault, dossier }: Visit, { sequence, revealAtNs }: SealedEntry): void {
  const key = concatBytes(dossier.key.bytes, u64Key(sequence));
  vault.jobs.scheduleBy({ kind: REVEAL_ENTRY, key, payload: new Uint8Array(0), dueNs: revealAtNs });
}
