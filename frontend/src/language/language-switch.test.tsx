// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LanguageSwitch } from './language-switch.tsx';
import { startLanguage } from './start-language.ts';
import { useFormats } from './use-formats.ts';

function Scene() {
  const formats = useFormats();
  return (
    <>
      <LanguageSwitch />
      <output>{formats.relative(1_000, 1_000 + 2 * 86_400_000)}</output>
      <data>{formats.size(1_500)}</data>
    </>
  );
}

beforeEach(async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ur']);
  await startLanguage();
  render(
    <Suspense fallback="…">
      <Scene />
    </Suspense>,
  );
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.restoreAllMocks();
});

test('each language stands there by its own name, with its language and direction', async () => {
  const options = await screen.findAllByRole<HTMLOptionElement>('option');
  expect(options.map(({ textContent, lang, dir }) => [textContent, lang, dir])).toEqual([
    ['اردو', 'ur', 'rtl'],
    ['پښتو', 'ps', 'rtl'],
    ['پنجابی', 'pa-Arab', 'rtl'],
    ['سنڌي', 'sd', 'rtl'],
    ['English', 'en', 'ltr'],
  ]);
});

test('a choice changes the page and every text on it', async () => {
  expect((await screen.findByRole('combobox')).getAttribute('aria-label')).toBe('زبان');
  expect(screen.getByText('2 دن پہلے').tagName).toBe('OUTPUT');
  await userEvent.selectOptions(screen.getByRole('combobox'), 'sd');
  expect(await screen.findByLabelText('ٻولي')).toBeTruthy();
  expect(screen.getByText('٢ ڏينهن اڳ').tagName).toBe('OUTPUT');
  expect(screen.getByText('١٫٥ ڪلو بائيٽ').tagName).toBe('DATA');
  expect(document.documentElement.lang).toBe('sd');
});
