import { join } from 'node:path';
import type { Connection, Identity, Principal } from '@indus/client';
import { BOARD_THRESHOLD, type DevelopmentKeys } from '../state/development-keys.ts';
import { keyFileIdentity } from '../state/key-file.ts';
import { readJsonObject } from '../state/read-json.ts';
import { type StateFolder, writeJson } from '../state/state-folder.ts';
import { seedRegistry } from './seed-registry.ts';
import { seedVault } from './seed-vault.ts';
import { seedCodes } from './seed-codes.ts';

/** People who do not exist, with keys in the state folder: officers of two ministries, and a citizen. */
export interface DemonstrationPeople {
  readonly healthOfficer: Identity;
  readonly educationOfficer: Identity;
  readonly citizen: Identity;
}

/** The demonstration data of a development network, written once. */
export class Demonstration {
  readonly #state: StateFolder;
  readonly #keys: DevelopmentKeys;
  readonly #connect: (identity: Identity) => Connection;

  /** Nothing is written yet. */
  constructor(state: StateFolder, keys: DevelopmentKeys, connect: (identity: Identity) => Connection) {
    this.#state = state;
    this.#keys = keys;
    this.#connect = connect;
  }

  /** Organisations, their officers, and the codes that a vault goes by. Errors: as seedRegistry. */
  async fillRegistry(canisterId: Principal, progress: (text: string) => void): Promise<void> {
    const written = await readJsonObject(this.#state.demonstration);
    if (written?.['registry'] === canisterId.toText()) return;
    const approvers = this.#keys.board.slice(0, BOARD_THRESHOLD).map(this.#connect);
    const organisations = await seedRegistry({ canisterId, approvers }, progress);
    const [health, education] = organisations as [bigint, bigint];
    await seedCodes({ canisterId, approvers, health, education, people: await this.#people() });
    progress('registry: demonstration purposes, record classes and officers');
    await writeJson(this.#state.demonstration, {
      registry: canisterId.toText(),
      organisations: organisations.map(String),
    });
  }

  /** Records of a citizen, and a consent that waits for her. Errors: as seedVault. */
  async fillVault(vault: Principal, progress: (text: string) => void): Promise<void> {
    const written = await readJsonObject(this.#state.demonstration);
    const organisations = written?.['organisations'];
    if (!Array.isArray(organisations) || written?.['vault'] === vault.toText()) return;
    const [health, education] = organisations.map((id) => BigInt(String(id))) as [bigint, bigint];
    const people = await this.#people();
    await seedVault({ vault, health, education, people, connect: this.#connect });
    progress(`vault: demonstration citizen ${people.citizen.getPrincipal().toText()} with two records`);
    await writeJson(this.#state.demonstration, { ...written, vault: vault.toText() });
  }

  async #people(): Promise<DemonstrationPeople> {
    const keyOf = (name: string): Promise<Identity> => keyFileIdentity(join(this.#state.keys, `${name}.pem`));
    return {
      healthOfficer: await keyOf('health-officer'),
      educationOfficer: await keyOf('education-officer'),
      citizen: await keyOf('citizen'),
    };
  }
}
