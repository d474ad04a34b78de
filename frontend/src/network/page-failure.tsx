import { CatalogueUnavailable, useText } from '../language/index.ts';
import { FailureNotice } from './failure-notice.tsx';
import { useOnline } from './use-online.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { PartUnavailable } from './part-unavailable.ts';

/** Stands in for a page that broke, or that could not be fetched. */
export function PageFailure({ error }: { readonly error: unknown }) {
  const text = useText('common');
  const online = useOnline();
  const reload = (): void => location.reload();
  if (!(error instanceof PartUnavailable) && !(error instanceof CatalogueUnavailable)) {
    return <FailureNotice error={error} onRetry={reload} />;
  }
  return (
    <Notice
      kind="warn"
      live
      title={text('error.title')}
      actions={<Button onClick={reload}>{text('action.reload')}</Button>}
    >
      <p>{online ? text('error.page') : text('offline.notKept')}</p>
    </Notice>
  );
}
