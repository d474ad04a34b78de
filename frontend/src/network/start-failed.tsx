import { FailureNotice } from './failure-notice.tsx';

/** All that can be shown where the page does not know its network. */
export function StartFailed({ error }: { readonly error: unknown }) {
  return (
    <main>
      <FailureNotice error={error} onRetry={() => location.reload()} />
    </main>
  );
}
