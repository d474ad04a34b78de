import { fromHex, toHex } from '@indus/client';

/** The head of a log that only grows: how many entries, and the root over them. */
export interface Head {
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** A head with the time of the certificate that proved it. Units: nanoseconds since 1970-01-01 UTC. */
export interface ProvenHead {
  readonly value: Head;
  readonly time_ns: bigint;
}

/** What the comparison with the last visit has shown. */
export interface Continuity {
  /** The head now; absent while there is no log. */
  readonly head?: Head;
  /** When this device last saw the log, and how large it was; absent on its first visit. */
  readonly since?: { readonly time_ns: bigint; readonly size: bigint };
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** How a log is read: its head, or its head with the proof that an earlier one is its beginning. */
export interface LogReads {
  readonly read: () => Promise<ProvenHead | undefined>;
  /** Errors: ProofInvalid when the log does not begin with the earlier head. */
  readonly prove: (earlier: Head) => Promise<ProvenHead>;
}

interface KeptHead {
  readonly size: string;
  readonly root: string;
  readonly time_ns: string;
}

/**
 * Holds a log against what this device last saw of it: nothing was taken out or changed since, or it is an error. Heads are kept
 * on the device, out of reach of whoever runs the network; one that did not hold stays, so that it does not hold tomorrow either.
 * Errors: those of the reads.
 */
export async function compareWithLastVisit(
  place: string,
  { read, prove }: LogReads,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): Promise<Continuity> {
  const name = `head ${place}`;
  const seen = headOf(storage.getItem(name));
  const head = await (seen ? prove(seen.value) : read());
  if (!head) return { time_ns: BigInt(Date.now()) * 1_000_000n };
  const { value, time_ns } = head;
  const kept: KeptHead = { size: `${value.size}`, root: toHex(value.root), time_ns: `${time_ns}` };
  storage.setItem(name, JSON.stringify(kept));
  return {
    head: value,
    time_ns,
    ...(seen ? { since: { time_ns: seen.time_ns, size: seen.value.size } } : {}),
  };
}

function headOf(kept: string | null): ProvenHead | undefined {
  if (!kept) return undefined;
  const { size, root, time_ns } = JSON.parse(kept) as KeptHead;
  const bytes = fromHex(root);
  return bytes && { value: { size: BigInt(size), root: bytes }, time_ns: BigInt(time_ns) };
}
