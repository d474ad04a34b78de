import { useText } from '../language/index.ts';
import { DayField } from '../parts/day-field.tsx';

/** The first and the last day of the time that records are about. */
export function PeriodFields({
  from,
  to,
  onChange,
  error,
}: {
  readonly from: string;
  readonly to: string;
  readonly onChange: (change: { readonly from?: string; readonly to?: string }) => void;
  readonly error: string | undefined;
}) {
  const text = useText('official');
  return (
    <>
      <DayField label={text('from')} value={from} onChange={(day) => onChange({ from: day })} error={error} />
      <DayField label={text('to')} value={to} onChange={(day) => onChange({ to: day })} error={error} />
    </>
  );
}
