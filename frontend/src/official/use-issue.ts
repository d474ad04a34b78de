import { issueSealedRecord, type vault } from '@indus/client';
import { useState } from 'react';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite, type WriteInHand } from '../offline/outbox-context.tsx';

/** How issuing a sealed record stands. */
export type SealedIssue =
  { readonly state: 'idle' | 'running' | 'done' } | { readonly state: 'failed'; readonly error: unknown };

/** Issues records: open ones by the outbox, sealed ones at once, as their text must not lie on a disk. */
export interface Issue {
  readonly open: WriteInHand;
  readonly sealed: SealedIssue;
  readonly busy: boolean;
  readonly start: (request: Omit<vault.IssueRequest, 'idempotency_key'>, isSealed: boolean) => void;
}

const KEY_BYTES = 16;

/** Issuing one record after another. */
export function useIssue(): Issue {
  const { vault } = useNetwork();
  const open = useWrite();
  const [sealed, setSealed] = useState<SealedIssue>({ state: 'idle' });
  const seal = async (request: Omit<vault.IssueRequest, 'idempotency_key'>): Promise<void> => {
    setSealed({ state: 'running' });
    try {
      const idempotency_key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      await issueSealedRecord(vault, { ...request, idempotency_key });
      setSealed({ state: 'done' });
    } catch (error) {
      setSealed({ state: 'failed', error });
    }
  };
  return {
    open,
    sealed,
    busy: sealed.state === 'running' || open.busy,
    start(request, isSealed) {
      setSealed({ state: 'idle' });
      if (isSealed) void seal(request);
      else void open.submit({ to: 'vault', method: 'issue_record', subject: request.subject, request });
    },
  };
}
