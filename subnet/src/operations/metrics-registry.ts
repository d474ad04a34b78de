/** A number that only rises. */
export class Counter {
  value = 0;

  add(amount = 1): void {
    this.value += amount;
  }
}

/** Counts values by upper bound. One observation costs a few comparisons. */
export class Histogram {
  readonly bounds: readonly number[];
  readonly counts: number[];
  sum = 0;

  /** Bounds: ascending, inclusive, in the unit of the metric's name. */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    let at = 0;
    while (at < this.bounds.length && value > (this.bounds[at] as number)) at++;
    this.counts[at] = (this.counts[at] as number) + 1;
    this.sum += value;
  }
}

/** Labels of one series, in the order shown. */
export type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly series: { readonly labels: Labels; readonly value: Counter | Histogram | (() => number) }[];
}

/**
 * Metrics and their text form. What is counted is written in place; gauges are read when somebody asks.
 * Source: Prometheus text exposition format 0.0.4.
 */
export class MetricsRegistry {
  readonly #families = new Map<string, Family>();

  counter(name: string, help: string, labels: Labels = {}): Counter {
    return this.#add({ name, help, kind: 'counter' }, labels, new Counter());
  }

  histogram(name: string, help: string, bounds: readonly number[], labels: Labels = {}): Histogram {
    return this.#add({ name, help, kind: 'histogram' }, labels, new Histogram(bounds));
  }

  gauge(name: string, help: string, read: () => number, labels: Labels = {}): void {
    this.#add({ name, help, kind: 'gauge' }, labels, read);
  }

  /** All metrics, by name in the order of their making. */
  text(): string {
    return [...this.#families.values()].map(familyText).join('');
  }

  #add<V extends Counter | Histogram | (() => number)>(
    about: Omit<Family, 'series'>,
    labels: Labels,
    value: V,
  ): V {
    const family = this.#families.get(about.name) ?? { ...about, series: [] };
    this.#families.set(about.name, family);
    family.series.push({ labels, value });
    return value;
  }
}

function familyText({ name, help, kind, series }: Family): string {
  let text = `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${kind}\n`;
  for (const { labels, value } of series) {
    if (value instanceof Histogram) text += histogramText(name, labels, value);
    else text += line(name, labels, value instanceof Counter ? value.value : value());
  }
  return text;
}

function histogramText(name: string, labels: Labels, { bounds, counts, sum }: Histogram): string {
  let text = '';
  let below = 0;
  for (const [at, count] of counts.entries()) {
    below += count;
    text += line(
      `${name}_bucket`,
      { ...labels, le: at < bounds.length ? String(bounds[at]) : '+Inf' },
      below,
    );
  }
  return text + line(`${name}_sum`, labels, sum) + line(`${name}_count`, labels, below);
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numberText(value)}\n`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}
