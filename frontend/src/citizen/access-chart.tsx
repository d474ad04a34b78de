import { StackedBars } from '../charts/stacked-bars.tsx';
import { TRAITS, useFormats, useLanguage, useText } from '../language/index.ts';
import { countByMonth } from './count-by-month.ts';
import type { PositionFacts } from '../dossier/position-facts.ts';

const MONTHS = 6;

/** How often others came in each of the last months, and how it ended. */
export function AccessChart({ positions }: { readonly positions: readonly PositionFacts[] }) {
  const text = useText('citizen');
  const formats = useFormats();
  const rightToLeft = TRAITS[useLanguage()].direction === 'rtl';
  const months = countByMonth(positions, Date.now(), MONTHS);
  return (
    <StackedBars
      title={text('access.chart')}
      periods={text('access.month')}
      series={[text('outcome.granted'), text('outcome.denied'), text('outcome.sealed')]}
      bars={months.map(({ startMs, granted, denied, sealed }) => ({
        key: String(startMs),
        label: formats.month(startMs).split(' ')[0] ?? '',
        parts: [granted, denied, sealed],
      }))}
      numberOf={formats.number}
      rightToLeft={rightToLeft}
    />
  );
}
