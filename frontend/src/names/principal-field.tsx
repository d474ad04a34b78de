import { TextField } from '../parts/text-field.tsx';

/** A field for somebody's digital identity, as she reads it to an official or shows it on her own page. */
export function PrincipalField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (entered: string) => void;
  readonly error: string | false | undefined;
}) {
  return <TextField {...props} direction="ltr" />;
}
