import { Prepare, Run } from './node';

/** An operator from one version of its operator set on. */
export class Operator {
  since: i32;
  prepare: Prepare;
  run: Run;
  inputsMin: i32;
  inputsMax: i32;

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
