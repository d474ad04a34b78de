// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { initialiseTexts } from '../language/index.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { PartUnavailable } from './part-unavailable.ts';

function Broken({ error }: { error: Error }): never {
  throw error;
}

beforeAll(() => initialiseTexts('en'));
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test('a page that breaks is told in the language of the page, never by the message of the error', () => {
  render(
    <ErrorBoundary place="/a">
      <Broken error={new TypeError('x is undefined')} />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toContain('Something unexpected happened');
  expect(document.body.textContent).not.toContain('undefined');
});

test('a part that was never fetched is told apart from one that broke', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  render(
    <ErrorBoundary place="/a">
      <Broken error={new PartUnavailable('no part')} />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('status').textContent).toContain('needs a connection');
});

test('another place is another attempt', () => {
  const view = render(
    <ErrorBoundary place="/a">
      <Broken error={new TypeError('x')} />
    </ErrorBoundary>,
  );
  view.rerender(<ErrorBoundary place="/b">well</ErrorBoundary>);
  expect(document.body.textContent).toBe('well');
});
