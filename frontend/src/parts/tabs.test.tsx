// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { Tabs } from './tabs.tsx';

afterEach(cleanup);

const TABS = ['one', 'two', 'three'].map((name) => ({ name, title: name, content: () => `panel ${name}` }));

function Page() {
  const [chosen, choose] = useState('one');
  return <Tabs label="Parts" tabs={TABS} chosen={chosen} onChoose={choose} />;
}

/** The tab that has the focus and the panel that is shown. */
const shown = () => [document.activeElement?.textContent, screen.getByRole('tabpanel').textContent];
const press = (key: string) => fireEvent.keyDown(screen.getByRole('tablist'), { key });

test('arrows move focus and choice together, round the ends', () => {
  render(<Page />);
  press('ArrowRight');
  expect(shown()).toEqual(['two', 'panel two']);
  press('ArrowLeft');
  press('ArrowLeft');
  expect(shown()).toEqual(['three', 'panel three']);
  press('Home');
  expect(shown()).toEqual(['one', 'panel one']);
  press('End');
  expect(shown()).toEqual(['three', 'panel three']);
});

test('in a page that reads from right to left the left arrow goes on', () => {
  render(
    <div dir="rtl">
      <Page />
    </div>,
  );
  press('ArrowLeft');
  expect(shown()).toEqual(['two', 'panel two']);
});

test('other keys do nothing', () => {
  render(<Page />);
  press('a');
  expect(screen.getByRole('tabpanel').textContent).toBe('panel one');
});

test('only the chosen tab is in the order of the Tab key, and it names the panel', () => {
  render(<Page />);
  fireEvent.click(screen.getByRole('tab', { name: 'two' }));
  expect(screen.getAllByRole('tab').map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
  expect(screen.getByRole('tabpanel', { name: 'two' })).toBeDefined();
});
