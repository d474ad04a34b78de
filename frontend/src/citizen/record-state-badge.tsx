import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { Badge } from '../parts/badge.tsx';

/** How a record stands, where that is not simply in force. */
export function RecordStateBadge({ record }: { readonly record: vault.Record }) {
  const text = useText('citizen');
  return (
    <>
      {'erased' in record.state && <Badge kind="bad">{text('record.erased')}</Badge>}
      {'amended' in record.state && <Badge>{text('record.amended')}</Badge>}
      {record.restricted && <Badge kind="warn">{text('record.restricted')}</Badge>}
      {record.sealed && <Badge kind="info">{text('record.sealed')}</Badge>}
    </>
  );
}
