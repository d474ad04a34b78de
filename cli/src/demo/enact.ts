import { approveProposal, propose, type registry, type Registry, RegistryRefused } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';

/** Proposals that are decided at the same time. Bounds: the registry takes 32 open ones. */
const PARALLEL_MAX = 16;

/** Lets the board approve a proposal, and gives the organisation that its execution made or changed. */
export async function carried(board: readonly Registry[], proposal: bigint): Promise<bigint | undefined> {
  for (const member of board) {
    const { status } = await approveProposal(member, proposal);
    if ('executed' in status) return status.executed.organisation[0];
    if (!('open' in status)) {
      const [outcome = 'unknown'] = Object.keys(status);
      throw new CommandFailed('refused', `expected proposal ${proposal} to be executed, got ${outcome}`);
    }
  }
  throw new CommandFailed('refused', `expected ${board.length} approvals to carry proposal ${proposal}`);
}

/**
 * Has the board decide actions that do not depend on one another; what is so already, as after an interruption, is passed over.
 * Errors: RegistryRefused, CallFailed, ProofInvalid; CommandFailed when the board does not suffice.
 */
export async function enactAll(
  board: readonly Registry[],
  actions: readonly registry.Action[],
): Promise<void> {
  const left = [...actions];
  const enactNext = async (): Promise<void> => {
    for (let action = left.shift(); action !== undefined; action = left.shift()) await enact(board, action);
  };
  await Promise.all(Array.from({ length: PARALLEL_MAX }, enactNext));
}

async function enact(board: readonly Registry[], action: registry.Action): Promise<void> {
  const [proposer] = board;
  if (!proposer) throw new CommandFailed('unexpected', 'expected at least one member of the board');
  try {
    await carried(board, (await propose(proposer, action)).id);
  } catch (error) {
    const isSo =
      error instanceof RegistryRefused &&
      ['RoleAlreadyGranted', 'BuilderTaken'].some((refusal) => refusal in error.error);
    if (!isSo) throw error;
  }
}
