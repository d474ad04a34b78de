import {
  createCanister,
  type Connection,
  fromHex,
  type Identity,
  openRegistry,
  openVault,
  type Principal,
} from '@indus/client';
import { BOARD_THRESHOLD, type DevelopmentKeys } from '../state/development-keys.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { demonstrationCodes } from './demonstration-codes.ts';
import { readDemonstration, type WrittenDemonstration, writeDemonstration } from './demonstration-file.ts';
import { ORGANISATIONS } from './demonstration-people.ts';
import { enactAll } from './enact.ts';
import { keyFileBuilders, keyFilePeople, keyFileRoles } from './key-file-people.ts';
import { type People, peopleAtOrigin } from './people-at-origin.ts';
import { seedCanisters } from './seed-canisters.ts';
import { seedDossiers } from './seed-dossiers.ts';
import { seedRegisters } from './seed-registers.ts';
import { seedRegistry, type Seeding } from './seed-registry.ts';
import { rolesOf, seedRoles } from './seed-roles.ts';
import { seedVault } from './seed-vault.ts';
import { untilKnown } from './until-known.ts';

/** Who writes the demonstration, and where. */
export interface DemonstrationPlace {
  readonly state: StateFolder;
  readonly keys: DevelopmentKeys;
  readonly connect: (identity: Identity) => Connection;
  /** Origin of the portal, where the people have their principals. */
  readonly origin: string;
  readonly progress: (text: string) => void;
}

/** The canisters of a demonstration. */
export interface DemonstrationCanisters {
  readonly registry: Principal;
  readonly identity: Principal;
  /** Its shards, the first first. */
  readonly vaults: readonly [Principal, ...Principal[]];
  /** SHA-256 of the module that the shards run, in hexadecimal. */
  readonly vaultModuleHash: string;
}

/**
 * The demonstration data of a development network. Each part is written once; people once for each origin, as they are
 * others at another.
 */
export class Demonstration {
  readonly #place: DemonstrationPlace;
  #people: People | undefined;

  /** Nothing is written yet. */
  constructor(place: DemonstrationPlace) {
    this.#place = place;
  }

  /**
   * What the vault must know from its beginning: organisations, codes, registers and the roles of the people.
   * Errors: RegistryRefused, IdentityRefused, CallFailed, ProofInvalid; CommandFailed.
   */
  async fillRegistry({
    registry,
    identity,
  }: Pick<DemonstrationCanisters, 'registry' | 'identity'>): Promise<void> {
    const { state, progress, origin, connect } = this.#place;
    const seeding = this.#seeding(registry);
    let written = await readDemonstration(state);
    if (written.registry !== registry.toText()) {
      const organisations = await seedRegistry(seeding, progress);
      await enactAll(boardOf(seeding), demonstrationCodes(organisations));
      await seedRoles(seeding, keyFileRoles(await keyFilePeople(state), organisations));
      const registers = await seedRegisters(seeding, organisations[ORGANISATIONS.education] ?? 0n);
      progress('registry: demonstration purposes, record classes, model, algorithm and dependencies');
      written = { registry: registry.toText(), organisations, ...registers, origins: {} };
      await writeDemonstration(state, written);
    }
    if (isWrittenFor(written, origin, [registry, identity])) return;
    this.#people = await peopleAtOrigin({ canisterId: identity, origin, connect });
    await seedRoles(seeding, rolesOf(this.#people, written.organisations ?? []));
    progress(`registry: demonstration people as they are at ${origin}`);
  }

  /**
   * Dossiers of the people, and the canisters that are on record.
   * Errors: as fillRegistry; VaultRefused.
   */
  async fillVault(canisters: DemonstrationCanisters): Promise<void> {
    const { state, connect, progress, origin } = this.#place;
    const { registry, identity, vaults } = canisters;
    const [vault] = vaults;
    let written = await readDemonstration(state);
    const { organisations = [], algorithm = 0n } = written;
    if (written.vault !== vault.toText()) {
      const people = await keyFilePeople(state);
      const [health, education] = organisations as [bigint, bigint];
      await seedVault({ vault, health, education, people, connect });
      progress(`vault: demonstration citizen ${people.citizen.getPrincipal().toText()} with two records`);
      written = { ...written, vault: vault.toText() };
      await writeDemonstration(state, written);
    }
    if (this.#people) {
      const people = this.#people;
      const officer = connect(people.educationOfficer);
      await untilKnown(officer, vaults, organisations[ORGANISATIONS.education] ?? 0n);
      const nowNs = BigInt(Date.now()) * 1_000_000n;
      const open = (person: Identity) => openVault(connect(person), vault);
      await seedDossiers({ open, people, organisations, nowNs }, algorithm);
      progress('vault: dossiers of the demonstration people');
    }
    if (written.application === undefined) {
      written = { ...written, application: (await this.#putOnRecord(canisters, organisations)).toText() };
    }
    const origins = { ...written.origins, [origin]: placeName([registry, identity, vault]) };
    await writeDemonstration(state, { ...written, origins });
  }

  async #putOnRecord(
    { registry, vaults, vaultModuleHash }: DemonstrationCanisters,
    organisations: readonly bigint[],
  ): Promise<Principal> {
    const { state, keys, connect, progress } = this.#place;
    const application = await createCanister(connect(keys.developer));
    const [one, other] = await keyFileBuilders(state);
    await seedCanisters({
      ...this.#seeding(registry),
      organisation: organisations[ORGANISATIONS.education] ?? 0n,
      builders: [
        { organisation: organisations[ORGANISATIONS.health] ?? 0n, connection: connect(one) },
        { organisation: organisations[ORGANISATIONS.land] ?? 0n, connection: connect(other) },
      ],
      vault: { id: vaults[0], moduleHash: fromHex(vaultModuleHash) ?? new Uint8Array() },
      application,
    });
    progress('registry: demonstration canisters on record, one of them with an incident');
    return application;
  }

  #seeding(canisterId: Principal): Seeding {
    const { keys, connect } = this.#place;
    return { canisterId, approvers: keys.board.slice(0, BOARD_THRESHOLD).map(connect) };
  }
}

function boardOf({ canisterId, approvers }: Seeding) {
  return approvers.map((connection) => openRegistry(connection, canisterId));
}

function isWrittenFor({ origins }: WrittenDemonstration, origin: string, ids: readonly Principal[]): boolean {
  return origins[origin]?.startsWith(placeName(ids)) ?? false;
}

function placeName(ids: readonly Principal[]): string {
  return ids.map((id) => id.toText()).join(' ');
}
