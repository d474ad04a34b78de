import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CaseModule, compileCaseDoor } from './case-module.ts';

/** The page that lists what the engine supports. */
export const PAGE = fileURLToPath(new URL('../../docs/engine.md', import.meta.url));

const BEGIN = '<!-- operators: written by node --import tsx test/engine/write-operator-list.ts -->';
const END = '<!-- end of operators -->';

/** The list of operators as the engine's own table has them, in Markdown. */
export async function operatorList(): Promise<string> {
  const engine = CaseModule.plain(new WebAssembly.Module(await compileCaseDoor()));
  const names = new Map<string, Set<string>>();
  for (const line of engine.operators) {
    const [, domain, name] = /^(.*):(\S+)$/.exec(line) ?? [];
    if (domain === undefined || name === undefined)
      throw new TypeError(`expected an operator, got "${line}"`);
    const key = domain === '' ? 'ai.onnx' : domain;
    names.set(key, (names.get(key) ?? new Set()).add(name));
  }
  return [...names]
    .sort()
    .map(([domain, all]) => `**${domain}** (${all.size}): ${[...all].sort().join(', ')}.`)
    .join('\n\n');
}

/** The page with the list put where it belongs. */
export async function pageWithList(): Promise<{ readonly page: string; readonly wanted: string }> {
  const page = await readFile(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new TypeError(`expected the place of the list in ${PAGE}`);
  return { page, wanted: `${before}${BEGIN}\n\n${await operatorList()}\n\n${END}${after}` };
}
