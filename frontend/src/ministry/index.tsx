import { useText } from '../language/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';

/** The home at `/ministry`. */
export function MinistryHome() {
  const text = useText('common');
  return <PageHeading title={text('nav.ministry')} />;
}
