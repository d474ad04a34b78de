/** Figures of one contestant: microseconds or any other unit, one value for each block. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Median and the quarter points of some values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] as number;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/**
 * Runs contestants in turns, block by block, so that what the machine does besides hits all alike.
 * Shape: for each contestant the value of every block.
 */
export async function interleave<Name extends string>(
  blocks: number,
  contestants: Readonly<Record<Name, () => number | Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let block = 0; block < blocks; block++) {
    for (const name of names) values[name].push(await contestants[name]());
  }
  return values;
}
