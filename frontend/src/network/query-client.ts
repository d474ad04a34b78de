import { QueryClient } from '@tanstack/react-query';
import { isUnreachable } from './explain-failure.ts';

/** How often a read is tried again before it is shown as failed; only when nobody answered. */
const RETRIES_MAX = 2;
/** For how long an answer counts as fresh: no second call when a person goes back and forth. Units: milliseconds. */
const FRESH_MS = 20_000;

/** The cache of reads. Only unanswered calls are tried again: a refusal or a proof that does not hold is an answer. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The browser's word that it is online says little; the calls themselves tell.
        networkMode: 'always',
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES_MAX && isUnreachable(error) && navigator.onLine,
        retryDelay: (failures) => 500 * 2 ** failures * (0.5 + Math.random() / 2),
        refetchOnReconnect: 'always',
        structuralSharing: false,
        queryKeyHashFn: (key) => JSON.stringify(key, plainKey),
      },
    },
  });
}

function plainKey(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
