import {
  type Connection,
  openRegistry,
  type Principal,
  proposeAdmission,
  proposeRole,
  type registry,
  type Registry,
  RegistryRefused,
} from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { DEMONSTRATION_ORGANISATIONS } from './demonstration-organisations.ts';
import { carried } from './enact.ts';

/** Who writes demonstration data: as many members of the board as must agree, the first of them the proposer. */
export interface Seeding {
  readonly canisterId: Principal;
  readonly approvers: readonly Connection[];
}

/**
 * Writes the demonstration data as a board would: each organisation by a proposal and its approvals, and the first
 * approver as administrator of each, and answers their ids. To repeat it after an interruption adds only what is missing.
 * Errors: RegistryRefused, CallFailed, ProofInvalid; CommandFailed when the board does not suffice.
 */
export async function seedRegistry(
  { canisterId, approvers }: Seeding,
  progress: (text: string) => void,
): Promise<bigint[]> {
  const [proposer, ...others] = approvers.map((connection) => openRegistry(connection, canisterId));
  if (!proposer) throw new CommandFailed('unexpected', 'expected at least one member of the board');
  const board = [proposer, ...others] as const;
  const organisations: bigint[] = [];
  // One after another: who has which number is the same on every network.
  for (const details of DEMONSTRATION_ORGANISATIONS) {
    const organisation = await admitted(board, details);
    progress(`registry: demonstration organisation ${organisation}: ${details.names.en}`);
    organisations.push(organisation);
  }
  await Promise.all(organisations.map((organisation) => granted(board, organisation)));
  return organisations;
}

/** The id of the organisation, whether it is admitted now or was before. */
async function admitted(
  board: readonly [Registry, ...Registry[]],
  details: registry.OrganisationDetails,
): Promise<bigint> {
  try {
    const { id } = await proposeAdmission(board[0], details);
    const organisation = await carried(board, id);
    if (organisation !== undefined) return organisation;
  } catch (error) {
    if (error instanceof RegistryRefused && 'NameTaken' in error.error)
      return error.error.NameTaken.organisation;
    throw error;
  }
  throw new CommandFailed('refused', `expected ${details.names.en} to be admitted`);
}

async function granted(board: readonly [Registry, ...Registry[]], organisation: bigint): Promise<void> {
  const member = board[0].connection.principal;
  try {
    const { id } = await proposeRole(board[0], { organisation, member, role: { admin: null } });
    await carried(board, id);
  } catch (error) {
    if (!(error instanceof RegistryRefused && 'RoleAlreadyGranted' in error.error)) throw error;
  }
}
