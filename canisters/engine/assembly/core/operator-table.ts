import { Prepare, Run } from './node';

/** An operator from one version of its operator set on. */
export class Operator {
  since: i32;
  prepare: Prepare;
  run: Run;
  inputsMin: i32;
  inputsMax: i32;
  /** Sequences and optional values may be among its inputs; all other operators refuse them. */
  takesSequences: bool = false;
  /** An input before the last may be left out though their number is open. */
  allowsGaps: bool = false;
  /** `run` gives outputs their shapes and places: they follow from what it computes. */
  placesOutputs: bool = false;

  constructor(since: i32, inputsMin: i32, inputsMax: i32, prepare: Prepare, run: Run) {
    this.since = since;
    this.inputsMin = inputsMin;
    this.inputsMax = inputsMax;
    this.prepare = prepare;
    this.run = run;
  }
}

/** Any number of inputs. */
export const MANY: i32 = i32.MAX_VALUE;

const operators = new Map<string, Array<Operator>>();

/** Notes an operator; `domain` is '' for ai.onnx. Later versions are noted after earlier ones. */
export function addOperator(domain: string, op: string, operator: Operator): void {
  const key = domain + ':' + op;
  if (operators.has(key)) operators.get(key).push(operator);
  else operators.set(key, [operator]);
}

/**
 * Number of outputs that an operator computes in any case, whether or not the graph names them. Source: ONNX, Operators; those
 * not listed have one.
 */
export function outputsOf(op: string): i32 {
  if (op == 'DynamicQuantizeLinear') return 3;
  const hasTwo =
    op == 'TopK' ||
    op == 'StringSplit' ||
    op == 'TreeEnsembleClassifier' ||
    op == 'LinearClassifier' ||
    op == 'SVMClassifier';
  return hasTwo ? 2 : 1;
}

/** The operator in the form that the version has, or null. */
export function findOperator(domain: string, op: string, opset: i32): Operator | null {
  const key = domain + ':' + op;
  if (!operators.has(key)) return null;
  const versions = operators.get(key);
  for (let index = versions.length - 1; index >= 0; index--) {
    if (versions[index].since <= opset) return versions[index];
  }
  return null;
}

/** Every operator that was noted, as `domain:operator`; in the order in which they were. */
export function namesOfOperators(): Array<string> {
  return operators.keys();
}
