/** Cycles as the IC writes them: 26_153_846_153. */
export function groupedCycles(cycles: bigint): string {
  return `${cycles}`.replace(/\B(?=(\d{3})+$)/g, '_');
}
