/** Names of events that stay the same over releases, so that programs can look for them. */
export type SubnetEventName =
  | 'backup-written'
  | 'gateway-refusal'
  | 'internal-error'
  | 'recovered'
  | 'recovery-failed'
  | 'round-failed'
  | 'started'
  | 'stopped';

/** Something an operator should know. */
export interface SubnetEvent {
  readonly level: 'info' | 'error';
  readonly event: SubnetEventName;
  /** For people; its words may change. */
  readonly message: string;
  /** Facts by name: no secret, no payload. */
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly error?: unknown;
}
