import { elementwiseCases } from './cases/elementwise-cases.ts';
import { imageCases } from './cases/image-cases.ts';
import { indexCases } from './cases/index-cases.ts';
import { layoutCases } from './cases/layout-cases.ts';
import { lossCases } from './cases/loss-cases.ts';
import { networkCases } from './cases/network-cases.ts';
import { quantisedCases } from './cases/quantised-cases.ts';
import { reduceCases } from './cases/reduce-cases.ts';
import { tabularCases } from './cases/tabular-cases.ts';
import { controlCases } from './cases/control-cases.ts';
import { shapeCases } from './cases/shape-cases.ts';
import type { EngineCase } from './engine-case.ts';

const FAMILIES = [
  elementwiseCases,
  reduceCases,
  shapeCases,
  indexCases,
  imageCases,
  layoutCases,
  networkCases,
  quantisedCases,
  tabularCases,
  controlCases,
  lossCases,
];

/** Every generated case. The same names give the same bytes. */
export function* generatedCases(): Generator<EngineCase> {
  for (const family of FAMILIES) yield* family();
}
