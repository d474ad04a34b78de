import { proveLedgerConsistency, readHead } from '@indus/client';
import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import type { Network } from '../network/network.ts';
import { useVerified } from '../network/use-verified.ts';
import { compareWithLastVisit, type Continuity } from '../offline/seen-head.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';

/** Shows that the ledger begins with what this device saw of it at its last visit: nothing was taken out or changed since. */
export function LedgerContinuity() {
  const text = useText('citizen');
  const read = useVerified(['citizen', 'ledger', 'continuity'], compareLedger, { keep: false });
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  if (read.state === 'loading' || !read.data.since) return null;
  return (
    <Notice kind="good">
      {text('access.continuous')} <Time value={read.data.since.time_ns} />
    </Notice>
  );
}

function compareLedger({ vault, principal }: Network): Promise<Continuity> {
  return compareWithLastVisit(`${vault.entry.toText()} ${principal.toText()}`, {
    prove: (earlier) => proveLedgerConsistency(vault, principal, earlier),
    async read() {
      const { value, time_ns } = await readHead(vault, principal);
      return (
        value && { value: { size: value.ledger_size, root: Uint8Array.from(value.ledger_root) }, time_ns }
      );
    },
  });
}
