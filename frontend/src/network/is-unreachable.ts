import { CallFailed } from '@indus/client';

/** Whether an error says that the network was not reached, so that nothing is known of what it would have answered. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof CallFailed && error.code === 'unreachable';
}
