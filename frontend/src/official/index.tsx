import { useText } from '../language/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';

/** The home at `/official`. */
export function OfficialHome() {
  const text = useText('common');
  return <PageHeading title={text('nav.official')} />;
}
