import { listVersions, type vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { Time } from '../parts/time.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { RecordBody } from './record-body.tsx';

/** Every version of a record, newest first: an amendment never takes away what stood there before. */
export function RecordVersions({ newest }: { readonly newest: vault.Record }) {
  const text = useText('citizen');
  const read = useVerified(
    ['citizen', 'versions', newest.id, newest.version],
    async ({ vault, principal, connection }) => ({
      versions: (await listVersions(vault, principal, newest)).map(({ value }) => value),
      time_ns: BigInt(connection.trust.nowMs()) * 1_000_000n,
    }),
  );
  return (
    <Card title={text('record.versions')}>
      <Verified read={read}>
        {({ versions }) => (
          <Timeline
            label={text('record.versions')}
            events={versions.toReversed().map((record) => ({
              key: String(record.version),
              time: <Time value={record.issued_at_ns} />,
              title: text('record.versionNumber', { version: String(record.version) }),
              content: (
                <>
                  {record.reason[0] && <p dir="auto">{record.reason[0]}</p>}
                  {record.version !== newest.version && <RecordBody record={record} />}
                </>
              ),
            }))}
          />
        )}
      </Verified>
    </Card>
  );
}
