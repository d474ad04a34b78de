import type { SubnetEvent } from '@indus/subnet';

/** How what happens on the subnet is told: a line for people, or one JSON object per line. */
export type LogForm = 'text' | 'json';

/** An event of a subnet, or of a command. */
type LoggedEvent = Omit<SubnetEvent, 'event'> & {
  readonly event: SubnetEvent['event'] | 'progress' | 'failed';
};

/** One line for an event. Units: `nowMs` milliseconds since 1970. */
export function logLine(
  form: LogForm,
  nowMs: number,
  { level, event, message, fields, error }: LoggedEvent,
): string {
  const reason = error === undefined ? undefined : error instanceof Error ? error.message : String(error);
  if (form === 'text') return `subnet ${level}: ${message}${reason === undefined ? '' : `: ${reason}`}`;
  const time = new Date(nowMs).toISOString();
  return JSON.stringify({
    ...fields,
    time,
    level,
    event,
    message,
    ...(reason !== undefined && { error: reason }),
  });
}
