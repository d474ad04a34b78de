import { elementwiseCases } from './cases/elementwise-cases.ts';
import { indexCases } from './cases/index-cases.ts';
import { reduceCases } from './cases/reduce-cases.ts';
import { shapeCases } from './cases/shape-cases.ts';
import type { EngineCase } from './engine-case.ts';

const FAMILIES = [elementwiseCases, reduceCases, shapeCases, indexCases];

/** Every generated case. The same names give the same bytes. */
export function* generatedCases(): Generator<EngineCase> {
  for (const family of FAMILIES) yield* family();
}
