import type { SubnetEvent } from '../subnet-event.ts';
import type { FailedRequest } from './never-throw.ts';

/** Bounds: errors of a chain that are named. */
const CAUSES_MAX = 5;
const PLACE = /([\w-]+\/[\w.-]+:\d+):\d+\)?$/;

/** The event of a request that was answered with 500, or of a connection that failed. */
export function internalErrorEvent(error: unknown, request?: FailedRequest): SubnetEvent {
  const place = placeOf(error);
  const subject = request === undefined ? 'a connection' : `${request.method} ${request.path}`;
  return {
    level: 'error',
    event: 'internal-error',
    message: `internal error in ${subject}`,
    fields: { ...request, cause: causesOf(error).join(' < '), ...(place !== undefined && { place }) },
    error,
  };
}

/** Names of the error and of what caused it: the class, and the code that Node or the store gave. */
function causesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let at = error; at !== undefined && names.length < CAUSES_MAX;) {
    if (!(at instanceof Error)) return [...names, typeof at];
    const { code } = at as { readonly code?: unknown };
    names.push(typeof code === 'string' ? `${at.name} ${code}` : at.name);
    at = at.cause;
  }
  return names;
}

/** Where it was thrown: folder, file and line of the innermost frame. */
function placeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return frame === undefined ? undefined : PLACE.exec(frame)?.[1];
}
