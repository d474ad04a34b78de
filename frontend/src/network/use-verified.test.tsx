// @vitest-environment jsdom
import { CallFailed, ProofInvalid } from '@indus/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeptReadsProvider } from '../offline/kept-reads-context.tsx';
import type { KeptReads } from '../offline/kept-reads.ts';
import { CallerProvider } from './caller-context.tsx';
import { openCaller } from './caller.ts';
import { NetworkProvider } from './network-context.tsx';
import { openNetwork } from './network.ts';
import { createQueryClient } from './query-client.ts';
import { type Proven, useVerified } from './use-verified.ts';

interface Count extends Proven {
  readonly count: number;
}

const caller = openCaller(
  {
    network: 'embedded',
    canisters: { registry: 'aaaaa-aa', vault: 'aaaaa-aa' },
    identityProvider: 'http://id.ai.localhost',
    demonstration: false,
  },
  'http://localhost:4943',
);
const UNREACHABLE = new CallFailed('unreachable', 'no network');
const TAMPERED = new ProofInvalid('signature', 'not signed');

let memory: Map<string, unknown>;
let kept: KeptReads;
let answers: (Count | Error)[];
let queries: ReturnType<typeof createQueryClient>;

beforeEach(() => {
  memory = new Map();
  answers = [];
  kept = {
    keep: async ({ key, data }) => void memory.set(key.join(), data),
    find: async <T,>(key: readonly unknown[]) => memory.get(key.join()) as T | undefined,
    forgetOthers: async () => undefined,
    forgetAll: async () => memory.clear(),
  };
  queries = createQueryClient();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retryDelay: 1 } });
});

afterEach(() => {
  cleanup();
  queries.clear();
});

function World({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queries}>
      <KeptReadsProvider reads={kept}>
        <CallerProvider caller={caller}>
          <NetworkProvider network={openNetwork(caller)}>{children}</NetworkProvider>
        </CallerProvider>
      </KeptReadsProvider>
    </QueryClientProvider>
  );
}

/** The next answer; the last one again and again. */
async function read(): Promise<Count> {
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (!answer || answer instanceof Error) throw answer ?? UNREACHABLE;
  return answer;
}

const render = (keep = true) =>
  renderHook(() => useVerified(['test', 'count', 1n], read, { keep }), { wrapper: World });

test('an answer that was verified is shown as such, and kept', async () => {
  answers = [{ count: 1, time_ns: 5n }];
  const { result } = render();
  expect(result.current.state).toBe('loading');
  await waitFor(() => expect(result.current).toMatchObject({ state: 'verified', data: { count: 1 } }));
  expect([...memory.values()]).toEqual([{ count: 1, time_ns: 5n }]);
});

test('what must not be kept is not', async () => {
  answers = [{ count: 1, time_ns: 5n }];
  const { result } = render(false);
  await waitFor(() => expect(result.current.state).toBe('verified'));
  expect(memory.size).toBe(0);
});

test('without a network what was verified earlier is shown, as of then', async () => {
  answers = [{ count: 1, time_ns: 5n }];
  const first = render();
  await waitFor(() => expect(first.result.current.state).toBe('verified'));
  first.unmount();
  queries.clear();
  answers = [UNREACHABLE];
  const { result } = render();
  await waitFor(() => expect(result.current).toMatchObject({ state: 'offline', refreshing: false }));
  expect(result.current).toMatchObject({ data: { count: 1, time_ns: 5n } });
});

test('without a network and with nothing kept there is an error, and no data', async () => {
  answers = [UNREACHABLE];
  const { result } = render();
  await waitFor(() => expect(result.current).toMatchObject({ state: 'failed', error: UNREACHABLE }));
  expect(result.current).not.toHaveProperty('data');
});

test('a network that comes back is asked before anything is shown as failed', async () => {
  answers = [UNREACHABLE, UNREACHABLE, { count: 3, time_ns: 9n }];
  const { result } = render();
  await waitFor(() => expect(result.current).toMatchObject({ state: 'verified', data: { count: 3 } }));
});

test('a tampered answer is an error at once, also where something older is kept', async () => {
  answers = [{ count: 1, time_ns: 5n }];
  const first = render();
  await waitFor(() => expect(first.result.current.state).toBe('verified'));
  first.unmount();
  queries.clear();
  answers = [TAMPERED, { count: 2, time_ns: 6n }];
  const { result } = render();
  await waitFor(() => expect(result.current).toMatchObject({ state: 'failed', error: TAMPERED }));
  expect(result.current).not.toHaveProperty('data');
  // Not tried again by itself: the next answer is still there.
  expect(answers).toHaveLength(1);
});

test('a tampered answer takes away what stood on the page', async () => {
  answers = [{ count: 1, time_ns: 5n }];
  const { result } = render();
  await waitFor(() => expect(result.current.state).toBe('verified'));
  answers = [TAMPERED];
  await act(async () => 'refresh' in result.current && result.current.refresh());
  await waitFor(() => expect(result.current.state).toBe('failed'));
  expect(result.current).not.toHaveProperty('data');
  answers = [{ count: 2, time_ns: 6n }];
  await act(async () => 'refresh' in result.current && result.current.refresh());
  await waitFor(() => expect(result.current).toMatchObject({ state: 'verified', data: { count: 2 } }));
});

test('a network that goes away leaves what stood on the page, as of its time', async () => {
  answers = [{ count: 1, time_ns: 5n }];
  const { result } = render();
  await waitFor(() => expect(result.current.state).toBe('verified'));
  answers = [UNREACHABLE];
  await act(async () => 'refresh' in result.current && result.current.refresh());
  await waitFor(() => expect(result.current).toMatchObject({ state: 'offline', data: { time_ns: 5n } }));
});
