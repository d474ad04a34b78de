import type { CanisterState } from '../canister/canister-state.ts';
import { keyText } from '../principal.ts';
import type { ManagementHost } from './management-host.ts';
import { INSTALL_INSTRUCTIONS_PER_SECOND } from './management-limits.ts';
import { ManagementRefused } from './management-refused.ts';

const SECOND_NS = 1_000_000_000n;

/**
 * Errors: ManagementRefused IC0209 while earlier installations of the canister used more than time has given back. On the
 * IC a round, of about a second, gives back what a slice may use; here it is the subnet's time that counts.
 * Source: execution errors, "Install code rate limited"; dfinity/ic rs/config/src/subnet_config.rs, install_code_rate_limit.
 */
export function checkInstallRate(host: ManagementHost, canister: CanisterState): void {
  if (!host.installRateLimit || owed(host, canister) === 0n) return;
  throw new ManagementRefused(
    'IC0209',
    `Canister ${keyText(canister.key)} is rate limited because it executed too many instructions in the previous ` +
      'install_code messages. Please retry installation after several minutes.',
  );
}

/** Counts what an installation used. */
export function countInstallation(host: ManagementHost, canister: CanisterState, instructions: bigint): void {
  if (!host.installRateLimit) return;
  canister.installDebit = { instructions: owed(host, canister) + instructions, atNs: host.nowNs };
  host.touch(canister);
}

function owed({ nowNs }: ManagementHost, { installDebit }: CanisterState): bigint {
  if (installDebit === undefined) return 0n;
  const givenBack = ((nowNs - installDebit.atNs) * INSTALL_INSTRUCTIONS_PER_SECOND) / SECOND_NS;
  const left = installDebit.instructions - givenBack;
  return left > 0n ? left : 0n;
}
