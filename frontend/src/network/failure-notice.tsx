import { useAnyText, useText } from '../language/index.ts';
import type { KeptFailure } from '../offline/outbox-item.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { explainFailure } from './explain-failure.ts';

/** Says in the page's language why something failed: an error as it was thrown, or as the outbox kept it. */
export function FailureNotice({
  error,
  failure = explainFailure(error),
  onRetry,
}: {
  readonly error?: unknown;
  readonly failure?: KeptFailure;
  /** Tries again; absent: there is nothing to try. */
  readonly onRetry?: () => void;
}) {
  const text = useText('common');
  const explain = useAnyText('failures');
  return (
    <Notice kind="bad" live actions={onRetry && <Button onClick={onRetry}>{text('action.retry')}</Button>}>
      <p>{explain(failure.key, 'unexpected', failure.values)}</p>
    </Notice>
  );
}
