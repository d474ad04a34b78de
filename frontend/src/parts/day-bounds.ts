const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const NS_PER_MS = 1_000_000n;

/** The first moment of a day as `<input type="date">` gives it, on the device's clock. Units: nanoseconds since 1970-01-01 UTC. */
export function startOfDayNs(day: string): bigint | undefined {
  return momentOf(day, 0);
}

/** The first moment after a day: until then it lasts. Units: nanoseconds since 1970-01-01 UTC. */
export function endOfDayNs(day: string): bigint | undefined {
  return momentOf(day, 1);
}

function momentOf(day: string, later: number): bigint | undefined {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (!year || !month || !date) return undefined;
  const ms = new Date(Number(year), Number(month) - 1, Number(date) + later).getTime();
  return BigInt(ms) * NS_PER_MS;
}
