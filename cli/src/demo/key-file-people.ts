import { join } from 'node:path';
import type { Identity, RoleOf } from '@indus/client';
import { keyFileIdentity } from '../state/key-file.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { ORGANISATIONS } from './demonstration-people.ts';

/** People who do not exist, with keys in the state folder, for those who write programs: officers of two ministries, a citizen. */
export interface KeyFilePeople {
  readonly healthOfficer: Identity;
  readonly educationOfficer: Identity;
  readonly citizen: Identity;
}

/** The people of a state folder, made when they do not exist. */
export async function keyFilePeople(state: StateFolder): Promise<KeyFilePeople> {
  const keyOf = (name: string): Promise<Identity> => keyFileIdentity(join(state.keys, `${name}.pem`));
  return {
    healthOfficer: await keyOf('health-officer'),
    educationOfficer: await keyOf('education-officer'),
    citizen: await keyOf('citizen'),
  };
}

/** Builders of two ministries, who vouch for what runs. */
export async function keyFileBuilders(state: StateFolder): Promise<readonly [Identity, Identity]> {
  const keyOf = (name: string): Promise<Identity> => keyFileIdentity(join(state.keys, `${name}.pem`));
  return [await keyOf('builder-1'), await keyOf('builder-2')];
}

/** The roles of the officers, in organisations with these ids. */
export function keyFileRoles(people: KeyFilePeople, organisations: readonly bigint[]): RoleOf[] {
  const role = { officer: null };
  return [
    {
      organisation: organisations[ORGANISATIONS.health] ?? 0n,
      member: people.healthOfficer.getPrincipal(),
      role,
    },
    {
      organisation: organisations[ORGANISATIONS.education] ?? 0n,
      member: people.educationOfficer.getPrincipal(),
      role,
    },
  ];
}
