import { useText } from '../language/index.ts';
import { ButtonLink } from '../parts/button-link.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';

/** Stands where an address names no page. */
export function NotFoundPage() {
  const text = useText('shell');
  return (
    <>
      <PageHeading title={text('notFound.title')} />
      <EmptyState
        title={text('notFound.body')}
        actions={<ButtonLink to="~/">{text('notFound.back')}</ButtonLink>}
      />
    </>
  );
}
