import type { LedgerPosition } from '@indus/client';
import { useText } from '../language/index.ts';
import { Time } from '../parts/time.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { PositionContent, PositionTitle } from './position-card.tsx';
import { positionFacts } from './position-facts.ts';

/** Entries of the ledger, newest first. */
export function PositionsTimeline({ positions }: { readonly positions: readonly LedgerPosition[] }) {
  const text = useText('citizen');
  const events = positions.map((position) => {
    const { sequence, at_ns } = positionFacts(position);
    return {
      key: sequence.toString(),
      time: <Time value={at_ns} />,
      title: <PositionTitle position={position} />,
      content: <PositionContent position={position} />,
    };
  });
  return <Timeline label={text('access.title')} events={events} />;
}
