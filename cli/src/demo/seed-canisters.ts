import { createHash } from 'node:crypto';
import {
  attestBuild,
  type Connection,
  grantRole,
  openRegistry,
  type Principal,
  readCanisterRecord,
  type registry,
  registerCanister,
  type Registry,
  RegistryRefused,
} from '@indus/client';
import { enactAll } from './enact.ts';
import type { Seeding } from './seed-registry.ts';

/** What is put on record. */
export interface CanisterSeeding extends Seeding {
  /** The organisation of the canisters, and those whose builders vouch for them. */
  readonly organisation: bigint;
  readonly builders: readonly { readonly organisation: bigint; readonly connection: Connection }[];
  /** A canister that runs what is declared. */
  readonly vault: { readonly id: Principal; readonly moduleHash: Uint8Array };
  /** A canister that does not. */
  readonly application: Principal;
}

/** The source of the demonstration's canisters. Hosts under `example` exist nowhere. Source: RFC 2606, section 2. */
const SOURCE = {
  repository: 'https://code.example/indus-demonstration',
  commit: createHash('sha1').update('Indus demonstration').digest('hex'),
};

/**
 * Puts two canisters on record: the vault, vouched for by builders of two other organisations, and an application that
 * runs nothing although a module is declared, which opens an incident. Each is put on record once.
 * Errors: RegistryRefused, CallFailed, ProofInvalid; CommandFailed when the board does not suffice.
 */
export async function seedCanisters(seeding: CanisterSeeding): Promise<void> {
  const { canisterId, approvers, organisation, builders, vault, application } = seeding;
  const [admin] = approvers;
  if (!admin) return;
  const office = openRegistry(admin, canisterId);
  const role = { organisation, member: admin.principal, role: { developer: null } };
  await unlessSo('RoleAlreadyGranted', () => grantRole(office, role));
  const declare = (canister: Principal, name: string, expected_sha256: Uint8Array): Promise<void> => {
    const declaration: registry.CanisterDeclaration = {
      source: { ...SOURCE, module: name },
      recipe: `npm ci && npm run indus -- build ${name} (demonstration)`,
      expected_sha256,
      controllers: [admin.principal],
      critical: false,
    };
    return register(office, { organisation, canister, declaration });
  };
  await enactAll(
    approvers.map((connection) => openRegistry(connection, canisterId)),
    builders.map(({ organisation: of, connection }) => ({
      register_builder: { organisation: of, builder: connection.principal },
    })),
  );
  await declare(vault.id, 'vault', vault.moduleHash);
  await declare(application, 'application', new Uint8Array(createHash('sha256').update('none').digest()));
  const source = { ...SOURCE, module: 'vault' };
  for (const { connection } of builders) {
    const builder = openRegistry(connection, canisterId);
    await unlessSo('AlreadyAttested', () => attestBuild(builder, { source, sha256: vault.moduleHash }));
  }
}

async function register(
  office: Registry,
  registration: Parameters<typeof registerCanister>[1],
): Promise<void> {
  const { value } = await readCanisterRecord(office, registration.canister);
  if (value === undefined) await registerCanister(office, registration);
}

async function unlessSo(refusal: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof RegistryRefused && refusal in error.error)) throw error;
  }
}
