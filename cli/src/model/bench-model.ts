import { type Engine, generateText, inferCertified, inferQuery, type InputShapes } from '@indus/client';
import type { ModelReport } from './check-model.ts';
import { sampleInputs } from './input-shapes.ts';

/** What inferences of one model took, the whole call measured. */
export interface BenchReport {
  readonly runs: number;
  readonly kind: 'query' | 'update';
  /** Units: milliseconds. */
  readonly medianMs: number;
  readonly fastestMs: number;
  /** As the network counts them, of one call. */
  readonly instructions: bigint;
}

/** What a model that writes is given, and how many tokens it answers with. */
const PROMPT = 'The first article of the constitution says that';
const TOKENS = 16;

/** Asks a loaded model again and again. Errors: EngineRefused, CallFailed. */
export async function benchModel(
  engine: Engine,
  model: string,
  {
    report,
    shapes,
    runs,
  }: { readonly report: ModelReport; readonly shapes: InputShapes; readonly runs: number },
): Promise<BenchReport> {
  const inputs = sampleInputs(report.inputs, shapes);
  const infer = report.fitsQuery ? inferQuery : inferCertified;
  const ask = () =>
    report.format === 'gguf'
      ? generateText(engine, { model, prompt: PROMPT, tokensMax: TOKENS })
      : infer(engine, { model, inputs });
  const times: number[] = [];
  let instructions = 0n;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    ({ instructions } = await ask());
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return {
    runs,
    kind: report.fitsQuery ? 'query' : 'update',
    medianMs: times[Math.floor(runs / 2)] ?? 0,
    fastestMs: times[0] ?? 0,
    instructions,
  };
}
