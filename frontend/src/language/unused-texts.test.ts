import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namespacesOf, readCatalogue } from './testing/read-catalogues.ts';

const SOURCE = join(import.meta.dirname, '..');
/** Their keys are made of codes of the canisters; tests of their own hold them to these. */
const BY_CODE = new Set(['failures', 'fields']);

const code = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => readFileSync(join(SOURCE, file), 'utf8'))
  .join('\n');

const literals = new Set([...code.matchAll(/'([A-Za-z0-9_.]+)'/g)].map((match) => match[1]));
/** Keys with a part that is known at run time only: `stage.${name}`. */
const patterns = [...code.matchAll(/`([a-zA-Z][A-Za-z0-9_]*\.[^`\n]*\$\{[^`\n]*)`/g)].map(
  (match) =>
    new RegExp(
      `^${(match[1] ?? '')
        .split(/\$\{[^}]*\}/)
        .map(escape)
        .join('[A-Za-z0-9_]+')}$`,
    ),
);

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

test.each(namespacesOf('en').filter((namespace) => !BY_CODE.has(namespace)))(
  '%s: every text has a place where it is shown',
  (namespace) => {
    const keys = Object.keys(readCatalogue('en', namespace)).map((key) => key.replace(/_(one|other)$/, ''));
    const unused = keys.filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  },
);
