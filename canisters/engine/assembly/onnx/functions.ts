import { FUNCTIONS_MAX } from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { readOpset } from './read-opset';
import { Wire } from './wire';

/** A function that the model brings along; its nodes are read anew for each call. Source: onnx.proto, FunctionProto. */
export class FunctionText {
  start: usize = 0;
  length: usize = 0;
  inputs: Array<string> = new Array<string>();
  outputs: Array<string> = new Array<string>();
  opsets: Map<string, i32> = new Map<string, i32>();
  key: string = '';
}

/** How functions are told apart. */
export function functionKey(domain: string, op: string, overload: string): string {
  return domain + ':' + op + ':' + overload;
}

/** Reads what a function is called by and with, and adds it to the others. False: refused. */
export function readFunction(wire: Wire, functions: Map<string, FunctionText>): bool {
  const text = new FunctionText();
  text.start = wire.position;
  text.length = wire.end - wire.position;
  let name = '';
  let domain = '';
  let overload = '';
  while (wire.next()) {
    switch (wire.field) {
      case 1: name = wire.text(); break; // prettier-ignore
      case 4: text.inputs.push(wire.text()); break; // prettier-ignore
      case 5: text.outputs.push(wire.text()); break; // prettier-ignore
      case 9:
        if (!readOpset(wire.message(), text.opsets)) return false;
        break;
      case 10: domain = wire.text(); break; // prettier-ignore
      case 13: overload = wire.text(); break; // prettier-ignore
      default: wire.skip(); // prettier-ignore
    }
  }
  if (!wire.isSound) return false;
  if (domain == 'ai.onnx') domain = '';
  text.key = functionKey(domain, name, overload);
  if (functions.has(text.key))
    return refuse(RefusalCode.MALFORMED, 'the function "' + domain + '.' + name + '" is defined twice');
  if (functions.size >= FUNCTIONS_MAX)
    return refuse(
      RefusalCode.TOO_LARGE,
      'expected at most ' + FUNCTIONS_MAX.toString() + ' functions, got more',
    );
  functions.set(text.key, text);
  return true;
}
