import { useText } from '../language/index.ts';
import { PrincipalField } from '../names/principal-field.tsx';

/** Whom the official's form is about. */
export function PersonField(props: {
  readonly value: string;
  readonly onChange: (entered: string) => void;
  readonly error: string | undefined;
}) {
  const text = useText('official');
  return <PrincipalField label={text('person')} hint={text('personHint')} {...props} />;
}
