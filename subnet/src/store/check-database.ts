import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '../assert.ts';
import { readLog, readVarint } from './log-records.ts';
import { StoreError } from './store-error.ts';

/**
 * Refuses a database of which something in the middle is gone. LevelDB itself passes over damage in its logs and over
 * logs that are missing, and goes on with what comes later: a state that never was. A torn end is no damage: what was
 * committed last is then not there, all of it. Nothing is written.
 * Errors: StoreError `corrupt`, naming the file.
 */
export async function checkDatabase(directory: string): Promise<void> {
  const names = await readdir(directory);
  const logs = names.flatMap((name) => logNumber(name) ?? []).sort((a, b) => a - b);
  if (!names.includes('CURRENT')) {
    // A start that ended before the first commit leaves the first manifest at most.
    const left = names.find((name) => /\.(log|ldb|sst)$/.test(name) || /^MANIFEST-(?!000001$)/.test(name));
    if (left === undefined) return;
    throw damaged(directory, `CURRENT is missing beside ${left}`);
  }
  const current = (await readFile(join(directory, 'CURRENT'), 'utf8')).trim();
  if (!/^MANIFEST-\d+$/.test(current) || !names.includes(current)) {
    throw damaged(directory, 'CURRENT names no manifest that is there');
  }
  const { logFrom, lastSequence } = await readManifest(directory, current);
  const needed = logs.filter((number) => number >= logFrom);
  // It is made before the manifest names it, and goes when the manifest names another.
  if (needed[0] !== logFrom) throw damaged(directory, `the log ${logName(logFrom)} is missing`);
  await checkLogs(directory, needed, lastSequence);
}

interface Manifest {
  /** The oldest log that is not yet in tables. */
  readonly logFrom: number;
  /** Number of the newest entry when the manifest was written last. */
  readonly lastSequence: bigint;
}

/** Source: LevelDB, db/version_edit.cc: the tags of an edit. */
const [COMPARATOR, LOG_NUMBER, NEXT_FILE, LAST_SEQUENCE, PREVIOUS_LOG] = [1n, 2n, 3n, 4n, 9n];

async function readManifest(directory: string, name: string): Promise<Manifest> {
  const { records, damagedAt, goesOn } = readLog(await readFile(join(directory, name)));
  // A torn end was never relied on: until it is on the disk, the logs that it makes superfluous stay.
  if (goesOn || records.length === 0)
    throw damaged(directory, `${name} is damaged at byte ${damagedAt ?? 0}`);
  let [logFrom, lastSequence] = [0, 0n];
  for (const edit of records) {
    // An edit names its numbers before its tables.
    for (let at = 0; at < edit.length;) {
      const [tag, valueAt] = readVarint(edit, at);
      const [value, end] = readVarint(edit, valueAt);
      if (tag === COMPARATOR) {
        at = end + Number(value);
        continue;
      }
      if (tag === LOG_NUMBER) logFrom = Number(value);
      else if (tag === LAST_SEQUENCE) lastSequence = value;
      else if (tag !== NEXT_FILE && tag !== PREVIOUS_LOG) break;
      at = end;
    }
  }
  return { logFrom, lastSequence };
}

/** Every batch of the logs follows the one before; damage is allowed at the end of the last log only. */
async function checkLogs(directory: string, numbers: readonly number[], lastSequence: bigint): Promise<void> {
  let next: bigint | undefined;
  for (const number of numbers) {
    const name = logName(number);
    const { records, damagedAt, goesOn } = readLog(await readFile(join(directory, name)));
    for (const batch of records) {
      assert(batch.length >= 12, 'a batch whose checksum fits has a head');
      const head = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
      const [sequence, count] = [head.getBigUint64(0, true), BigInt(head.getUint32(8, true))];
      const isGap = next === undefined ? sequence > lastSequence + 1n : sequence !== next;
      if (isGap) throw damaged(directory, `something is missing before entry ${sequence} in ${name}`);
      next = sequence + count;
    }
    if (goesOn)
      throw damaged(directory, `${name} is damaged at byte ${damagedAt ?? 0}, and goes on behind it`);
  }
}

function logNumber(name: string): number | undefined {
  const found = /^(\d+)\.log$/.exec(name);
  return found ? Number(found[1]) : undefined;
}

function logName(number: number): string {
  return `${String(number).padStart(6, '0')}.log`;
}

function damaged(directory: string, what: string): StoreError {
  return new StoreError(
    'corrupt',
    `expected a sound database, got a damaged one in ${directory}: ${what}; restore a backup`,
  );
}
