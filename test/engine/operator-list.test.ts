import { expect, test } from 'vitest';
import { pageWithList } from './operator-list.ts';

test('docs/engine.md lists the operators that the engine has', async () => {
  const { page, wanted } = await pageWithList();
  expect(page).toBe(wanted);
});
