import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openStore, SCHEMA_VERSION, storedSchema } from '@indus/subnet';
import { explainError } from '../explain-error.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** Bounds: bytes that should be free, and that must be. */
const FREE_BYTES_GOOD = 2 * 1024 ** 3;
const FREE_BYTES_MIN = 100 * 1024 ** 2;

/** Looks at the rights, the free space, the schema and the lock of a state folder. A stopped state is opened and closed. */
export async function checkState(state: StateFolder): Promise<Check[]> {
  const place = nearest(state.path);
  return [await checkRights(place, state), await checkSpace(place), ...(await checkStored(state))];
}

async function checkRights(place: string, state: StateFolder): Promise<Check> {
  const name = 'state folder';
  try {
    await access(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fail(name, `no rights to write in ${place}`, 'choose a folder of your own with --state');
  }
  if (existsSync(state.keys) && ((await stat(state.keys)).mode & 0o077) !== 0) {
    return warn(name, `others can look into ${state.keys}`, `run chmod 700 ${state.keys}`);
  }
  return ok(name, place === state.path ? place : `${state.path} can be made`);
}

async function checkSpace(place: string): Promise<Check> {
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  if (free >= FREE_BYTES_GOOD) return ok('disk', found);
  const advice = 'free some space, or choose a folder on another disk with --state';
  return free < FREE_BYTES_MIN ? fail('disk', found, advice) : warn('disk', found, advice);
}

async function checkStored(state: StateFolder): Promise<Check[]> {
  let schema: number | undefined;
  try {
    schema = await storedSchema(state.subnet);
  } catch (error) {
    return [failed('schema', error)];
  }
  if (schema === undefined) return [ok('schema', 'no state yet'), ok('lock', 'free')];
  const first = ok('schema', `version ${schema}, this release reads up to ${SCHEMA_VERSION}`);
  try {
    await (await openStore({ directory: state.subnet, durability: 'process' })).close();
    return [first, ok('lock', 'free; the state opens')];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'in-use') {
      return [first, ok('lock', 'held by a running network')];
    }
    return [first, failed('lock', error)];
  }
}

function failed(name: string, error: unknown): Check {
  const [found = '', ...advice] = explainError(error).message.split('; ');
  return fail(name, found, advice.join('; ') || 'restore a backup, or choose another folder with --state');
}

function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
