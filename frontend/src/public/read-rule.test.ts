import { expect, test } from 'vitest';
import { readRule } from './read-rule.ts';

test('a line with an exit that is quick enough', () => {
  expect(readRule('critical 20 x sensitive data 250% x exit within 90 days 50% = 25.00')).toEqual({
    criticality: 'critical',
    points: 20,
    data: 'sensitive',
    weight: 250,
    hasExit: true,
    days: 90,
    share: 50,
  });
});

test('a line without one', () => {
  expect(readRule('low 1 x public data 50% x no exit within 90 days 100% = 0.50')).toMatchObject({
    hasExit: false,
    share: 100,
  });
});

test('a provider under our own law takes nothing', () => {
  expect(readRule('provider under the law of PK: 0')).toBe('home');
});

test.each(['', 'low 1 x public data 50%', 'something new'])(
  '"%s" is nothing that the portal knows',
  (rule) => {
    expect(readRule(rule)).toBeUndefined();
  },
);
