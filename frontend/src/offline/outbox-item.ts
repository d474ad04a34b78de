import type { Kept } from './kept-value.ts';

/** How an item of the outbox stands. */
export type OutboxState =
  /** To be sent at `nextAtMs`, or as soon as the network is back. */
  | 'waiting'
  | 'sending'
  /** Carried out; the certificate of the answer was checked. */
  | 'done'
  /** The canister refused, as its interface says it may. */
  | 'refused'
  /** It is not known whether it was carried out, and its key protects it no more: a person has to look. */
  | 'unknown';

/** One write, as it is kept on this device until it is carried out or refused. */
export interface OutboxItem {
  /** Idempotency key, in hexadecimal digits. */
  readonly key: string;
  /** Who wrote it, as text: nobody else sends it. */
  readonly caller: string;
  readonly write: Kept;
  readonly state: OutboxState;
  /** How often it was sent. */
  readonly attempts: number;
  /** Units: milliseconds since 1970-01-01 UTC. */
  readonly createdAtMs: number;
  /** Units: milliseconds since 1970-01-01 UTC. */
  readonly nextAtMs: number;
  /** Whether it was ever sent without an answer that proves its fate. */
  readonly mayHaveHappened: boolean;
  /** Why it was refused, or not answered last. */
  readonly failure?: KeptFailure;
  /** What was answered. */
  readonly result?: Kept;
}

/** A failure that outlives the page: what the catalogue's key needs. */
export interface KeptFailure {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}
