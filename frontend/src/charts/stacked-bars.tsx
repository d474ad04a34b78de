import { scaleBand, scaleLinear } from 'd3-scale';
import { useId } from 'react';
import styles from './stacked-bars.module.css';

/** One bar: a name below it, and its parts from the bottom up, in the order of the series. */
export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly parts: readonly number[];
}

const WIDTH = 640;
const HEIGHT = 220;
const FOOT = 28;
const SIDE = 36;

/** What the bars show. */
export interface StackedBarsProps {
  readonly title: string;
  /** Heading of the first column of the table: what a bar stands for. */
  readonly periods: string;
  /** Names of the parts; at most four. */
  readonly series: readonly string[];
  readonly bars: readonly Bar[];
  readonly numberOf: (value: number) => string;
  /** Time runs from right to left. */
  readonly rightToLeft: boolean;
}

/**
 * Bars of counted parts over time. The picture is for the eye; the same numbers stand in a table below it, for everybody else.
 * Context: `numberOf` writes numbers in the page's language.
 */
export function StackedBars({ title, periods, series, bars, numberOf, rightToLeft }: StackedBarsProps) {
  const id = useId();
  const highest = Math.max(1, ...bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)));
  const ends: [number, number] = rightToLeft ? [WIDTH - SIDE, 0] : [SIDE, WIDTH];
  const across = scaleBand(
    bars.map(({ key }) => key),
    ends,
  ).padding(0.3);
  const up = scaleLinear([0, highest], [HEIGHT - FOOT, 8]).nice(4);
  const lines = up.ticks(4).filter(Number.isInteger);
  return (
    <figure className={styles['chart']} aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {lines.map((line) => (
          <g key={line}>
            <line x1={Math.min(...ends)} x2={Math.max(...ends)} y1={up(line)} y2={up(line)} />
            <text
              x={rightToLeft ? WIDTH - SIDE + 6 : SIDE - 6}
              y={up(line) + 4}
              textAnchor={rightToLeft ? 'start' : 'end'}
            >
              {numberOf(line)}
            </text>
          </g>
        ))}
        {bars.map(({ key, label, parts }) => (
          <g key={key} transform={`translate(${across(key)},0)`}>
            {parts.map((part, at) => {
              const below = parts.slice(0, at).reduce((sum, each) => sum + each, 0);
              return (
                <rect
                  key={series[at]}
                  className={styles[`part${at + 1}`]}
                  y={up(below + part)}
                  width={across.bandwidth()}
                  height={up(below) - up(below + part)}
                />
              );
            })}
            <text x={across.bandwidth() / 2} y={HEIGHT - 8} textAnchor="middle">
              {label}
            </text>
          </g>
        ))}
      </svg>
      <Legend series={series} />
      <NumbersTable title={title} periods={periods} series={series} bars={bars} numberOf={numberOf} />
    </figure>
  );
}

function Legend({ series }: { readonly series: readonly string[] }) {
  return (
    <ul className={styles['legend']} aria-hidden="true">
      {series.map((name, at) => (
        <li key={name}>
          <svg viewBox="0 0 12 12" width="12" height="12">
            <rect className={styles[`part${at + 1}`]} width="12" height="12" />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** The same numbers for whoever does not see the picture. */
function NumbersTable({ title, periods, series, bars, numberOf }: Omit<StackedBarsProps, 'rightToLeft'>) {
  return (
    // A table takes the room that its words want: the box around it does not.
    <div className={styles['numbers']}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{periods}</th>
            {series.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, label, parts }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {parts.map((part, at) => (
                <td key={series[at]}>{numberOf(part)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
