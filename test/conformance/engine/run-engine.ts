import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import { CaseModule, compileCaseDoor } from '../../engine/case-module.ts';
import { engineReport, RATIO_MIN, ratioOf } from './engine-report.ts';
import { generatedCases } from './generated-cases.ts';
import { Judge, type Judged } from './judge-case.ts';
import { publishedCases } from './published-cases.ts';

/**
 * Holds the engine to onnxruntime-web on generated cases, and to published answers where the environment names a folder of them
 * (`ONNX_CASES`). `args`: a text that must be in the name or operator of a case; `--module FILE` takes a compiled case door.
 * Returns the code to exit with: 1 when a case failed or the bar on the published cases was missed.
 */
export async function runEngineConformance(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { module: { type: 'string' } },
  });
  const filter = positionals[0] ?? '';
  const started = performance.now();
  const module = values.module === undefined ? await compileCaseDoor() : readFileSync(values.module);
  const compiled = new WebAssembly.Module(module);
  const judge = new Judge(() => CaseModule.plain(compiled));
  const generated: Judged[] = [];
  for (const one of generatedCases()) {
    const isChosen = one.name.includes(filter) || one.operator.includes(filter);
    if (isChosen) generated.push(await judge.judge(one));
  }
  const folder = process.env['ONNX_CASES'];
  const published: Judged[] = [];
  for (const one of folder === undefined ? [] : publishedCases(folder, filter)) {
    published.push('model' in one ? await judge.judge(one) : unreadable(one));
  }
  console.log(engineReport(generated, published, performance.now() - started));
  const all = [...generated, ...published];
  const isShort = filter === '' && folder !== undefined && ratioOf(published) < RATIO_MIN;
  return all.length === 0 || isShort || all.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

/** A case whose data are no tensors: neither engine can be asked by this door. */
function unreadable(one: { operator: string; name: string; reason: string }): Judged {
  return { ...one, outcome: 'unsupported', isRuntimeRight: false, isWrongAnswer: false };
}
