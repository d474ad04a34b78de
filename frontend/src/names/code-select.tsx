import { listPurposes, listRecordClasses } from '@indus/client';
import {
  type Language,
  localisedName,
  type LocalisedNames,
  useLanguage,
  useText,
} from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { readPages } from '../network/read-pages.ts';
import { useVerified } from '../network/use-verified.ts';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { Field } from '../parts/field.tsx';

interface Coded {
  readonly code: string;
  readonly names: LocalisedNames;
  readonly retired: boolean;
  /** Organisations that may issue it: of record classes only. */
  readonly issuers?: BigUint64Array;
}

interface PageOfCodes<T> {
  readonly values: readonly T[];
  readonly next?: Uint8Array;
  readonly time_ns: bigint;
}

/** Pages of codes that are offered. */
const PAGES_MAX = 10;

/** A choice among the purposes that the registry has, by their words. */
export function PurposeSelect({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly error: string | undefined;
}) {
  const text = useText('names');
  const language = useLanguage();
  const read = useVerified(['names', 'purposes'], ({ registry }) =>
    readAll(
      (cursor) => listPurposes(registry, cursor),
      ({ purpose }) => purpose,
    ),
  );
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  return (
    <Field label={label} error={error} required>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{text('choose')}</option>
          {read.state !== 'loading' &&
            read.data.codes.map((purpose) => (
              <option key={purpose.code} value={purpose.code}>
                {wordsOf(purpose, language)}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}

/** A choice of one record class that an organisation may issue, by its words. */
export function RecordClassSelect({
  label,
  value,
  onChange,
  issuer,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly issuer: bigint;
  readonly error: string | undefined;
}) {
  const text = useText('names');
  const language = useLanguage();
  const read = useRecordClasses();
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  const known = read.state === 'loading' ? [] : read.data.codes;
  return (
    <Field label={label} error={error} required>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{text('choose')}</option>
          {known
            .filter(({ issuers }) => issuers?.includes(issuer))
            .map((recordClass) => (
              <option key={recordClass.code} value={recordClass.code}>
                {wordsOf(recordClass, language)}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}

/** A choice of one or several record classes that the registry has, by their words. */
export function RecordClassChoices({
  legend,
  chosen,
  onChange,
  error,
}: {
  readonly legend: string;
  readonly chosen: readonly string[];
  readonly onChange: (codes: readonly string[]) => void;
  readonly error: string | undefined;
}) {
  const language = useLanguage();
  const read = useRecordClasses();
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  const toggle = (code: string): void =>
    onChange(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]);
  return (
    <Choices legend={legend} error={error}>
      {read.state !== 'loading' &&
        read.data.codes.map((recordClass) => (
          <Choice
            key={recordClass.code}
            label={wordsOf(recordClass, language)}
            checked={chosen.includes(recordClass.code)}
            onChange={() => toggle(recordClass.code)}
          />
        ))}
    </Choices>
  );
}

function useRecordClasses() {
  return useVerified(['names', 'record classes'], ({ registry }) =>
    readAll(
      (cursor) => listRecordClasses(registry, cursor),
      ({ record_class }) => record_class,
    ),
  );
}

async function readAll<T>(
  list: (page?: { readonly cursor: Uint8Array }) => Promise<PageOfCodes<T>>,
  codeOf: (value: T) => Coded,
): Promise<{ readonly codes: readonly Coded[]; readonly time_ns: bigint }> {
  const pages = await readPages((cursor) => list(cursor && { cursor }), PAGES_MAX);
  const codes = pages.flatMap(({ values }) => values.map(codeOf)).filter(({ retired }) => !retired);
  return { codes, time_ns: pages[0].time_ns };
}

function wordsOf({ names }: Coded, language: Language): string {
  return localisedName(names, language).text;
}
