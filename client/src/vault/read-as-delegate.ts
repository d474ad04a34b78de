import type { Principal } from '@dfinity/principal';
import type { Receipt as LedgerReceipt } from '../generated/vault.ts';
import { blob, expectSame } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import { ITEM_PAGE, ITEM_TYPES, type Items } from './list-items.ts';
import { askVault, type Vault } from './vault.ts';

/** What a delegate looks at, and by which grant. Bounds: `limit` 1 to 50. */
export interface DelegateSearch<Kind extends 'consent' | 'ticket' | 'decision'> {
  readonly subject: Principal;
  readonly grant: bigint;
  readonly kind: Kind;
  readonly after?: Uint8Array;
  readonly limit?: number;
}

/** Items of a subject, newest first, and where her ledger says that they were looked at. */
export interface DelegateRead<T> {
  readonly values: readonly T[];
  /** Where the next part begins; absent at the end. */
  readonly next?: Uint8Array;
  readonly receipt: LedgerReceipt;
}

/**
 * What a delegate may decide, claim or appeal for a subject. The answer is certified by the subnet.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readAsDelegate<Kind extends 'consent' | 'ticket' | 'decision'>(
  vault: Vault,
  { subject, grant, kind, after, limit = ITEM_PAGE }: DelegateSearch<Kind>,
): Promise<DelegateRead<Items[Kind]>> {
  const request = { subject, grant, kind: { [kind]: null } as never, limit };
  const cursor: [] | [Uint8Array] = after ? [after] : [];
  const { answer } = await askVault(vault, subject, {
    method: 'read_as_delegate',
    at: ({ service }) => service.read_as_delegate({ ...request, cursor }),
  });
  const values = answer.items.map((item) => {
    const value = decodeItem<Items[Kind]>(ITEM_TYPES[kind], blob(item));
    expectSame('subject', subject.toText(), (value as { subject: Principal }).subject.toText());
    return value;
  });
  const [next] = answer.next;
  return { values, receipt: answer.receipt, ...(next ? { next: blob(next) } : {}) };
}
