// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { initialiseTexts } from '../language/index.ts';
import { PageHeading } from './page-heading.tsx';

beforeAll(() => initialiseTexts('en'));
afterEach(() => {
  cleanup();
  delete document.body.dataset['moved'];
});

test('a page names the tab of the browser', () => {
  render(<PageHeading title="My records" />);
  expect(document.title).toBe('My records – Indus');
});

test('the first page of a visit leaves the focus at the top', () => {
  render(<PageHeading title="My records" />);
  expect(document.activeElement).toBe(document.body);
});

test('a page that was reached inside the portal has the focus on its heading', () => {
  document.body.dataset['moved'] = 'true';
  render(<PageHeading title="My records" />);
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
});
