import type { EngineCase } from './engine-case.ts';

/** Every generated case. The same names give the same bytes. */
export function* generatedCases(): Generator<EngineCase> {}
