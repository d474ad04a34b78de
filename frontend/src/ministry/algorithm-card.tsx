import type { registry } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { useWrite } from '../offline/outbox-context.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Time } from '../parts/time.tsx';

/** An algorithm record of the organisation, with what can be done about it: publish a draft, retire one in use. */
export function AlgorithmCard({ algorithm }: { readonly algorithm: registry.Algorithm }) {
  const text = useText('ministry');
  const codes = useText('codes');
  const write = useWrite();
  const { id, version, state, details } = algorithm;
  const step = 'draft' in state ? 'publish_algorithm' : 'retired' in state ? undefined : 'retire_algorithm';
  return (
    <Card
      level={3}
      title={
        <Link href={`~/registers/algorithms/${id}`}>
          <bdi>{details.title}</bdi>
        </Link>
      }
      actions={
        step && (
          <Button
            busy={write.busy}
            onClick={() =>
              void write.submit({ to: 'registry', method: step, request: { algorithm: id, version } })
            }
          >
            {text(step === 'publish_algorithm' ? 'algorithm.publish' : 'algorithm.retire')}
          </Button>
        )
      }
    >
      <p>
        <Badge kind={'live' in state ? 'good' : 'stale' in state ? 'bad' : 'info'}>
          {codes(`algorithmState.${caseOf(state)}`)}
        </Badge>{' '}
        {text('algorithm.reviewBy')} <Time value={details.review_by_ns} as="date" />
      </p>
      <WriteNotice write={write} done={text('algorithm.changed')} />
    </Card>
  );
}
