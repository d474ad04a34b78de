import { useText } from '../language/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';

/** The home at `/registers`. */
export function PublicHome() {
  const text = useText('common');
  return <PageHeading title={text('nav.registers')} />;
}
