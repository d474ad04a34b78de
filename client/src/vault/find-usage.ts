import type { Principal } from '@dfinity/principal';
import type { FindUsage, FindUsageRequest, UsagePeriod } from '../generated/vault.ts';
import { askVault, type Vault } from './vault.ts';

/**
 * Uses of the caller's data as the Estonian data tracker shows them, the latest first. Asked as an update, so that the subnet
 * certifies the whole answer.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function findUsage(
  vault: Vault,
  subject: Principal,
  request: Omit<FindUsageRequest, 'userCode'>,
): Promise<FindUsage> {
  const { answer } = await askVault(vault, subject, {
    method: 'find_usage',
    at: ({ replicated }) => replicated.find_usage({ ...request, userCode: subject }),
  });
  return answer;
}

/**
 * From when on uses of the caller's data are on record; asked as {@link findUsage}.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readUsagePeriod(vault: Vault, subject: Principal): Promise<UsagePeriod> {
  const { answer } = await askVault(vault, subject, {
    method: 'usage_period',
    at: ({ replicated }) => replicated.usage_period(subject),
  });
  return answer;
}
