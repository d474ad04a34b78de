import type { LedgerPosition } from '@indus/client';

/** What can be told of every position of a ledger, sealed or not. */
export interface PositionFacts {
  readonly sequence: bigint;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly at_ns: bigint;
  readonly outcome: 'granted' | 'denied' | 'sealed';
  /** Whether somebody else looked at or changed something: not the person herself. */
  readonly byOthers: boolean;
}

/** The facts of one position. A sealed access is always somebody else's. */
export function positionFacts(position: LedgerPosition): PositionFacts {
  if (position.kind === 'sealed') {
    return { sequence: position.sequence, at_ns: position.at_ns, outcome: 'sealed', byOthers: true };
  }
  const { sequence, at_ns, outcome, caller, subject } = position.entry;
  return {
    sequence,
    at_ns,
    outcome: 'granted' in outcome ? 'granted' : 'denied',
    byOthers: caller.toText() !== subject.toText(),
  };
}
