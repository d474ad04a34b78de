import { useQuery } from '@tanstack/react-query';
import { useKeptReads } from '../offline/kept-reads-context.tsx';
import { useCaller } from './caller-context.tsx';
import { isUnreachable } from './explain-failure.ts';

/** Anything that was proven, with the time of its certificate. */
export interface Proven {
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** How a verified read stands. Data is there only when its certificate was checked: just now, or when it was kept. */
export type VerifiedRead<T> =
  | { readonly state: 'loading' }
  | VerifiedData<T, 'verified'>
  /** What was verified earlier, at `data.time_ns`; the network was not reached yet, or not at all. */
  | VerifiedData<T, 'offline'>
  | { readonly state: 'failed'; readonly error: unknown; readonly refresh: () => void };

interface VerifiedData<T, State extends string> {
  readonly state: State;
  readonly data: T;
  /** Whether the network is being asked now. */
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

/** Names a read among all reads of the portal; the home comes first: `['citizen', 'records', page]`. */
export type ReadKey = readonly [string, ...(string | number | bigint | boolean | null)[]];

/** How a read is made. */
export interface ReadOptions {
  /** False: the read waits, since what it depends on is not there yet. */
  readonly enabled?: boolean;
  /** False: its answer is not kept on this device for times without a network. */
  readonly keep?: boolean;
}

/** {@link useVerified} for a read that knows its caller by itself. */
export function useProven<T extends Proven>(
  key: ReadKey,
  read: () => Promise<T>,
  { enabled = true, keep = true }: ReadOptions = {},
): VerifiedRead<T> {
  const { configuration, principal } = useCaller();
  const kept = useKeptReads();
  const caller = principal.toText();
  const id = [configuration.canisters.registry, caller, ...key] as const;
  const live = useQuery({
    queryKey: ['live', ...id],
    enabled,
    queryFn: async () => {
      const data = await read();
      if (keep) await kept.keep({ key: id, caller, data });
      return data;
    },
  });
  const earlier = useQuery({
    queryKey: ['kept', ...id],
    enabled: enabled && keep && live.data === undefined,
    queryFn: async () => (await kept.find<T>(id)) ?? null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const refresh = (): void => void live.refetch();
  const known = live.data ?? earlier.data ?? undefined;
  if (live.isError && !isUnreachable(live.error)) return { state: 'failed', error: live.error, refresh };
  if (live.isSuccess) return { state: 'verified', data: live.data, refreshing: live.isFetching, refresh };
  if (known) return { state: 'offline', data: known, refreshing: live.isFetching, refresh };
  if (live.isError) return { state: 'failed', error: live.error, refresh };
  return { state: 'loading' };
}
