import { useFormats, useText } from '../../language/index.ts';
import { Field } from '../../parts/field.tsx';

const NS_PER_MS = 1_000_000n;
const MINUTE_NS = 60_000n * NS_PER_MS;
/** Shorter times that a person may choose. Units: nanoseconds. */
const SHORTER_NS = [7n * 24n * 60n, 24n * 60n, 8n * 60n, 60n, 10n].map((minutes) => minutes * MINUTE_NS);

/** How long a page may act as the person: as long as it asks, or shorter. */
export function TimeToLiveField({
  askedNs,
  valueNs,
  onChange,
}: {
  readonly askedNs: bigint;
  readonly valueNs: bigint;
  readonly onChange: (timeToLiveNs: bigint) => void;
}) {
  const text = useText('identity');
  const { duration } = useFormats();
  const choices = [askedNs, ...SHORTER_NS.filter((shorter) => shorter < askedNs)];
  return (
    <Field label={text('authorize.lasts')} hint={text('authorize.lastsHint')}>
      {(control) => (
        <select
          {...control}
          value={valueNs.toString()}
          onChange={(event) => onChange(BigInt(event.target.value))}
        >
          {choices.map((choice) => (
            <option key={choice.toString()} value={choice.toString()}>
              {duration(Number(choice / NS_PER_MS))}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
