// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLanguage } from '../language/index.ts';
import { Field } from './field.tsx';
import { FileInput } from './file-input.tsx';

const onFiles = vi.fn();

beforeEach(async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ur']);
  await startLanguage();
  render(
    <Suspense fallback="…">
      <Field label="رسید">{(control) => <FileInput control={control} onFiles={onFiles} />}</Field>
    </Suspense>,
  );
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test('it speaks the language of the page, and names what was chosen', async () => {
  expect(await screen.findByText('فائل چنیں')).toBeTruthy();
  expect(screen.getByText('کوئی فائل نہیں چنی گئی')).toBeTruthy();
  const file = new File(['{}'], 'receipt-7.json', { type: 'application/json' });
  await userEvent.upload(screen.getByLabelText('رسید'), file);
  expect(screen.getByText('receipt-7.json').tagName).toBe('BDI');
  expect(onFiles).toHaveBeenCalledTimes(1);
});
