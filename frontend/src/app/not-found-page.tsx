import { useText } from '../language/index.ts';
import { ButtonLink } from '../parts/button-link.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';

/** Stands where an address names no page. */
export function NotFoundPage() {
  const text = useText('common');
  return (
    <>
      <PageHeading title={text('error.notFoundTitle')} />
      <EmptyState
        title={text('error.notFound')}
        actions={<ButtonLink to="~/">{text('nav.home')}</ButtonLink>}
      />
    </>
  );
}
