import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type PortalText,
  type Readings,
  READINGS_FILE,
  readPortalTexts,
  wantingReader,
  withReadings,
} from './readings.ts';

const { values: options } = parseArgs({
  options: {
    language: { type: 'string' },
    namespace: { type: 'string' },
    list: { type: 'boolean', default: false },
    read: { type: 'boolean', default: false },
  },
});

const chosen = readPortalTexts().filter(
  ({ language, namespace }) =>
    (options.language ?? language) === language && (options.namespace ?? namespace) === namespace,
);
const readings = JSON.parse(readFileSync(READINGS_FILE, 'utf8')) as Readings;

if (options.read) {
  writeFileSync(READINGS_FILE, `${JSON.stringify(withReadings(readings, chosen), null, 2)}\n`);
  console.log(`${chosen.length} texts are written down as read by a native speaker.`);
} else {
  report(wantingReader(chosen, readings));
}

function report(wanting: readonly PortalText[]): void {
  if (options.list) {
    for (const { language, namespace, key, english, value } of wanting) {
      console.log(`${language}\t${namespace}\t${key}\t${english}\t${value}`);
    }
  }
  const counts = new Map<string, number>();
  for (const { language } of wanting) counts.set(language, (counts.get(language) ?? 0) + 1);
  for (const language of new Set(chosen.map((text) => text.language))) {
    const all = chosen.filter((text) => text.language === language).length;
    console.log(`${language}: ${counts.get(language) ?? 0} of ${all} texts want a native reader`);
  }
}
