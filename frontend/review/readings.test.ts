import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Readings, READINGS_FILE, readPortalTexts, wantingReader, withReadings } from './readings.ts';

const text = { language: 'sd', namespace: 'common', key: 'action.open', english: 'Open', value: 'کوليو' };

test('a text that nobody has read wants a reader', () => {
  expect(wantingReader([text], {})).toEqual([text]);
});

test('a text that was read does not, until it or its English changes', () => {
  const readings = withReadings({}, [text]);
  expect(wantingReader([text], readings)).toEqual([]);
  expect(wantingReader([{ ...text, value: 'کوليو.' }], readings)).toHaveLength(1);
  expect(wantingReader([{ ...text, english: 'Open now' }], readings)).toHaveLength(1);
  expect(wantingReader([{ ...text, key: 'action.close' }], readings)).toHaveLength(1);
  expect(wantingReader([{ ...text, language: 'ur' }], readings)).toHaveLength(1);
});

test('readings of other texts stay', () => {
  const other = { ...text, language: 'ps' };
  const readings = withReadings(withReadings({}, [text]), [other]);
  expect(wantingReader([text, other], readings)).toEqual([]);
});

test('every reading on record is of a text that there is', () => {
  const readings = JSON.parse(readFileSync(READINGS_FILE, 'utf8')) as Readings;
  const names = new Set(
    readPortalTexts().map(({ language, namespace, key }) => `${language} ${namespace} ${key}`),
  );
  const onRecord = Object.entries(readings).flatMap(([language, of]) =>
    Object.keys(of).map((name) => `${language} ${name}`),
  );
  expect(onRecord.filter((name) => !names.has(name))).toEqual([]);
});
