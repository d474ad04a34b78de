import type { HelperFunctions } from './helper-functions.ts';
import type { ModuleLayout } from './module-layout.ts';
import type { CodeScan } from './scan-code.ts';

/** Everything that the rewriting of a function needs to know of the module. Units of `shiftBytes`: bytes. */
export interface RewriteContext {
  readonly layout: ModuleLayout;
  readonly scan: CodeScan;
  readonly helpers: HelperFunctions;
  readonly counter: number;
  readonly droppedData: ReadonlyMap<number, number>;
  readonly droppedElements: ReadonlyMap<number, number>;
  readonly meter: boolean;
  readonly mark: boolean;
  readonly shiftBytes: number;
  /** Index of the type () -> results, for the block around a body. */
  readonly bodyType: (results: readonly number[]) => number;
  /** Code that calls the host after the memory grew; the stack stays as it is. */
  readonly callGrowthHook: () => readonly number[];
}
