// @vitest-environment jsdom
import { type SignedIn, type SignIn, type SignInChange, SignInFailed } from '@indus/client';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectSession, isSessionExpected } from './expected-session.ts';
import { SessionProvider } from './session-provider.tsx';
import { useSession } from './session-context.tsx';

const AMINA = { principal: { toText: () => 'amina' }, expiresAtMs: 9 } as unknown as SignedIn;

/** A door of which the test holds the handle. */
class Door implements SignIn {
  readonly listeners = new Set<(change: SignInChange) => void>();
  readonly signOut = vi.fn(async () => this.become(undefined, 'signed_out'));
  readonly signIn = vi.fn(async () => AMINA);
  readonly dispose = vi.fn();
  #signedIn: SignedIn | undefined;
  constructor(signedIn?: SignedIn) {
    this.#signedIn = signedIn;
  }
  current(): SignedIn | undefined {
    return this.#signedIn;
  }
  subscribe(listener: (change: SignInChange) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
  become(signedIn: SignedIn | undefined, change: SignInChange): void {
    this.#signedIn = signedIn;
    for (const listener of this.listeners) listener(change);
  }
}

const onSignOut = vi.fn(async () => undefined);

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  onSignOut.mockClear();
});

function render(door: Door | Error, opened = false) {
  const open = vi.fn(() => (door instanceof Error ? Promise.reject(door) : Promise.resolve(door)));
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionProvider open={open} opened={opened} onSignOut={onSignOut}>
      {children}
    </SessionProvider>
  );
  return { open, ...renderHook(() => useSession(), { wrapper }) };
}

test('who never signed in on this device is signed out at once, and the client is not fetched', () => {
  const { result, open } = render(new Door());
  expect(result.current.session).toEqual({ state: 'signed-out' });
  expect(open).not.toHaveBeenCalled();
});

test('who signed in earlier is restored', async () => {
  expectSession(true);
  const { result } = render(new Door(AMINA));
  expect(result.current.session.state).toBe('restoring');
  await waitFor(() => expect(result.current.session).toMatchObject({ state: 'signed-in', expiresAtMs: 9 }));
});

test('a session that has ended meanwhile is no session, and is not expected again', async () => {
  expectSession(true);
  const { result } = render(new Door());
  await waitFor(() => expect(result.current.session).toEqual({ state: 'signed-out' }));
  expect(isSessionExpected()).toBe(false);
});

test('signing in by a click opens the window without a wait, once the door is open', async () => {
  const door = new Door();
  const { result } = render(door, true);
  await waitFor(() => expect(door.listeners.size).toBe(1));
  act(() => {
    result.current.signIn();
    expect(door.signIn).toHaveBeenCalledTimes(1);
  });
  await waitFor(() => expect(result.current.session.state).toBe('signed-in'));
  expect(isSessionExpected()).toBe(true);
});

test('signing in before the door is open opens it first', async () => {
  const door = new Door();
  const { result, open } = render(door);
  act(() => result.current.signIn());
  expect(result.current.session.state).toBe('signing-in');
  await waitFor(() => expect(result.current.session.state).toBe('signed-in'));
  expect(open).toHaveBeenCalled();
});

test('each way in which signing in comes to nothing is told', async () => {
  for (const code of ['window_blocked', 'window_closed', 'clock', 'refused'] as const) {
    const door = new Door();
    door.signIn.mockRejectedValueOnce(new SignInFailed(code, 'no'));
    const { result, unmount } = render(door, true);
    await waitFor(() => expect(door.listeners.size).toBe(1));
    act(() => result.current.signIn());
    await waitFor(() => expect(result.current.session).toEqual({ state: 'signed-out', because: code }));
    unmount();
  }
});

test('a client that cannot be fetched is told apart from a browser that keeps no keys', async () => {
  const offline = render(new TypeError('Failed to fetch'));
  act(() => offline.result.current.signIn());
  await waitFor(() => expect(offline.result.current.session).toMatchObject({ because: 'unavailable' }));
  const closed = render(new SignInFailed('storage', 'no'));
  act(() => closed.result.current.signIn());
  await waitFor(() => expect(closed.result.current.session).toMatchObject({ because: 'storage' }));
});

test('the end of a delegation and another tab are followed', async () => {
  expectSession(true);
  const door = new Door(AMINA);
  const { result } = render(door);
  await waitFor(() => expect(result.current.session.state).toBe('signed-in'));
  act(() => door.become(undefined, 'expired'));
  expect(result.current.session).toEqual({ state: 'signed-out', because: 'expired' });
  act(() => door.become(AMINA, 'elsewhere'));
  expect(result.current.session.state).toBe('signed-in');
});

test('signing out forgets what the device keeps', async () => {
  expectSession(true);
  const door = new Door(AMINA);
  const { result } = render(door);
  await waitFor(() => expect(result.current.session.state).toBe('signed-in'));
  await act(() => result.current.signOut());
  expect(result.current.session).toEqual({ state: 'signed-out', because: 'signed_out' });
  expect(onSignOut).toHaveBeenCalledTimes(1);
  expect(isSessionExpected()).toBe(false);
});
