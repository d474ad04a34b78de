import fc from 'fast-check';
import {
  assemble,
  enableWasmFeatures,
  Interpreter,
  moduleText,
  program,
  runModule,
  Trapped,
} from '@indus/subnet/fuzz';
import type { Random } from '../../sim/random.ts';
import { check, plainBody, type FuzzTarget } from '../fuzz-target.ts';
import { runBoth } from '../run-both.ts';

type Program = readonly (readonly never[])[];

/**
 * Random programs: as prepared they end as they do as uploaded, with the same memory and globals, and cost what an
 * interpreter of their source reckons.
 */
export const programTarget: FuzzTarget = {
  name: 'program',
  deadlineMs: 10_000,
  epochInputs: 2_000,
  share: 5,
  isStateless: true,
  open() {
    enableWasmFeatures();
    return Promise.resolve(plainBody(generate, run));
  },
};

/** The program as JSON, so that it can be made smaller piece by piece. */
function generate(random: Random): Uint8Array {
  const [functions] = fc.sample(program, { seed: random.next() | 0, numRuns: 1 });
  return new Uint8Array(Buffer.from(JSON.stringify(functions)));
}

function run(input: Uint8Array): string {
  let bytes: Uint8Array;
  let functions: Program;
  try {
    functions = JSON.parse(Buffer.from(input).toString()) as Program;
    bytes = assemble(moduleText(functions));
  } catch {
    return 'no program';
  }
  const outcome = runBoth(bytes);
  const interpreter = new Interpreter(functions);
  let expected = 'runs alike, returns';
  try {
    interpreter.run(0);
  } catch (error) {
    if (!(error instanceof Trapped)) throw error;
    expected = 'runs alike, traps';
  }
  if (outcome === 'runs out of its budget') return outcome;
  check(outcome === expected, () => `the interpreter says: ${expected}; the engine: ${outcome}`);
  if (outcome !== 'runs alike, returns') return outcome;
  const cost = runModule(bytes).call();
  check(cost === BigInt(interpreter.cost), () => 'the cost is not what the interpreter reckons');
  return outcome;
}
