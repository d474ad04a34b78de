import { searchOrganisations } from '@indus/client';
import { localisedName, useLanguage, useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { readPages } from '../network/read-pages.ts';
import { useVerified } from '../network/use-verified.ts';
import { Field } from '../parts/field.tsx';

/** Pages of organisations that are offered; whoever is not among them is found by search in the registers. */
const PAGES_MAX = 10;

/** A choice among the organisations of the registry, by their names in the page's language. */
export function OrganisationSelect({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: bigint | undefined;
  readonly onChange: (organisation: bigint | undefined) => void;
  readonly error: string | undefined;
}) {
  const text = useText('names');
  const language = useLanguage();
  const read = useVerified(['names', 'organisations'], async ({ registry }) => {
    const pages = await readPages((cursor) => searchOrganisations(registry, cursor && { cursor }), PAGES_MAX);
    return { organisations: pages.flatMap(({ values }) => values), time_ns: pages[0].time_ns };
  });
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  const known = read.state === 'loading' ? [] : read.data.organisations;
  const offered = known
    .filter(({ status }) => 'active' in status)
    .map(({ id, names }) => ({ id, name: localisedName(names, language).text }));
  return (
    <Field label={label} error={error} required>
      {(control) => (
        <select
          {...control}
          value={value?.toString() ?? ''}
          onChange={(event) => onChange(event.target.value ? BigInt(event.target.value) : undefined)}
        >
          <option value="">{text('choose')}</option>
          {offered.map(({ id, name }) => (
            <option key={id.toString()} value={id.toString()}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
