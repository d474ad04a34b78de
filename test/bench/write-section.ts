import { readFile, writeFile } from 'node:fs/promises';

const FILE = new URL('../../docs/benchmarks.md', import.meta.url);
const TITLE = `# Benchmarks

Each section is written by the benchmark that it is named for: \`npm run bench -- NAME\`.
`;

/** Puts a benchmark's figures in the place of those it wrote before; other sections stay as they are. */
export async function writeSection(name: string, markdown: string): Promise<void> {
  const old = await readFile(FILE, 'utf8').catch(() => TITLE);
  await writeFile(FILE, replaceSection(old, name, markdown));
}

/** The text with the section `name` replaced, or added at the end. */
export function replaceSection(text: string, name: string, markdown: string): string {
  const section = `## ${name}\n\n${markdown.trim()}\n`;
  const parts = text.split(/^(?=## )/m);
  const at = parts.findIndex((part) => part.startsWith(`## ${name}\n`));
  if (at < 0) return `${text.trimEnd()}\n\n${section}`;
  const isLast = at === parts.length - 1;
  return parts.with(at, isLast ? section : `${section}\n`).join('');
}
