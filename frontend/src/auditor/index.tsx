import { useText } from '../language/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';

/** The home at `/auditor`. */
export function AuditorHome() {
  const text = useText('common');
  return <PageHeading title={text('nav.auditor')} />;
}
