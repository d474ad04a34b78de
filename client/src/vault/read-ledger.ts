import type { ReadLedgerRequest, Receipt as LedgerReceipt } from '../generated/vault.ts';
import { blob } from '../verify/verified-answer.ts';
import { type LedgerPosition, readLeaf } from './list-ledger.ts';
import { askVault, type Vault } from './vault.ts';

/** Part of somebody's ledger, and where it says that it was read. */
export interface LedgerRead {
  readonly positions: readonly LedgerPosition[];
  readonly receipt: LedgerReceipt;
}

/**
 * Somebody's ledger for whoever has a lawful ground to read it: a delegate, an auditor, a judge. The answer is certified by the
 * subnet; what is under seal stays so.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readLedger(vault: Vault, request: ReadLedgerRequest): Promise<LedgerRead> {
  const { answer } = await askVault(vault, request.subject, {
    method: 'read_ledger',
    at: ({ service }) => service.read_ledger(request),
  });
  const positions = answer.leaves.map((leaf, at) =>
    readLeaf(blob(leaf), request.from + BigInt(at), new Map()),
  );
  return { positions, receipt: answer.receipt };
}
