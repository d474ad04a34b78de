import { fromHex, proveLedgerConsistency, readHead, toHex } from '@indus/client';
import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import type { Network } from '../network/network.ts';
import { useVerified } from '../network/use-verified.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';

/** A ledger's head as this device has last verified it. */
interface SeenHead {
  readonly size: string;
  readonly root: string;
  readonly time_ns: string;
}

/** What the comparison with the last visit has shown. */
interface Continuity {
  /** When this device last saw the ledger; absent on its first visit. */
  readonly since_ns?: bigint;
  readonly time_ns: bigint;
}

/**
 * Shows that the ledger begins with what this device saw of it at its last visit: nothing was taken out or changed since. The
 * head is kept on the device, out of reach of whoever runs the network.
 */
export function LedgerContinuity() {
  const text = useText('citizen');
  const read = useVerified(['citizen', 'ledger', 'continuity'], compareWithLastVisit, { keep: false });
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  if (read.state === 'loading' || read.data.since_ns === undefined) return null;
  return (
    <Notice kind="good">
      {text('access.continuous')} <Time value={read.data.since_ns} />
    </Notice>
  );
}

async function compareWithLastVisit({ vault, principal }: Network): Promise<Continuity> {
  const place = `ledger-head ${vault.entry.toText()} ${principal.toText()}`;
  const seen = readSeen(localStorage.getItem(place));
  const found = seen && (await proveLedgerConsistency(vault, principal, seen.head));
  const head = found ?? (await currentHead(vault, principal));
  if (!head) return { time_ns: BigInt(Date.now()) * 1_000_000n };
  const { value, time_ns } = head;
  const kept: SeenHead = { size: `${value.size}`, root: toHex(value.root), time_ns: `${time_ns}` };
  localStorage.setItem(place, JSON.stringify(kept));
  return { time_ns, ...(seen ? { since_ns: seen.time_ns } : {}) };
}

async function currentHead(vault: Network['vault'], subject: Network['principal']) {
  const { value, time_ns } = await readHead(vault, subject);
  return value && { value: { size: value.ledger_size, root: Uint8Array.from(value.ledger_root) }, time_ns };
}

function readSeen(kept: string | null) {
  if (!kept) return undefined;
  const { size, root, time_ns } = JSON.parse(kept) as SeenHead;
  const bytes = fromHex(root);
  return bytes && { head: { size: BigInt(size), root: bytes }, time_ns: BigInt(time_ns) };
}
