import { type Engine, inferCertified, inferQuery, type InputShapes } from '@indus/client';
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
  const ask = report.fitsQuery ? inferQuery : inferCertified;
  const times: number[] = [];
  let instructions = 0n;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    ({ instructions } = await ask(engine, { model, inputs }));
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
