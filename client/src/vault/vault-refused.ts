import type { MethodError } from '../generated/vault.ts';
import { Refused } from '../refused.ts';

/** The vault refused a request, as its interface says it may. Nothing was changed but the ledger. */
export class VaultRefused extends Refused<MethodError> {
  override readonly name = 'VaultRefused';
}
