// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { changeLanguage, startLanguage } from './start-language.ts';
import { texts } from './texts.ts';

afterEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
});

function page() {
  const { lang, dir } = document.documentElement;
  return { lang, dir };
}

test('the page begins in the language that the browser asks for, and says so', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr', 'sd-PK']);
  expect(await startLanguage()).toBe('sd');
  expect(page()).toEqual({ lang: 'sd', dir: 'rtl' });
  expect(texts.language).toBe('sd');
});

test('a change is shown and remembered', async () => {
  await changeLanguage('en');
  expect(page()).toEqual({ lang: 'en', dir: 'ltr' });
  expect(texts.language).toBe('en');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ps']);
  expect(await startLanguage()).toBe('en');
});

test('a browser that keeps nothing shows the page all the same', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('quota', 'QuotaExceededError');
  });
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr']);
  expect(await startLanguage()).toBe('ur');
  await changeLanguage('ps');
  expect(page()).toEqual({ lang: 'ps', dir: 'rtl' });
});
