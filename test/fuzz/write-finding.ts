import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from './fuzz-inputs.ts';

/** Where failing inputs are written, below the working directory. */
export const FINDINGS_DIR = '.indus/fuzz';

/** The command that makes the finding happen again. */
export function repeatCommand({ target, seed, index, alone }: Finding, epochStart: number): string {
  const from = alone ? index : epochStart;
  return `npm run fuzz -- ${target} --seed ${seed} --from ${from} --runs ${index - from + 1}`;
}

/** Writes the input and what is known of it; returns the path of the input. */
export async function writeFinding(finding: Finding, command: string): Promise<string> {
  await mkdir(FINDINGS_DIR, { recursive: true });
  const path = join(FINDINGS_DIR, `${finding.target}-${finding.seed}-${finding.index}`);
  await writeFile(`${path}.bin`, finding.input);
  const again = finding.alone ? `\nnpm run fuzz -- ${finding.target} --input ${path}.bin` : '';
  await writeFile(`${path}.txt`, `${finding.rule}\n\n${command}${again}\n\n${finding.detail}\n`);
  return `${path}.bin`;
}
