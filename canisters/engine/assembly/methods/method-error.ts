import { NULL } from '../candid/candid-type';
import { Value, caseValue, numberValue, recordValue, spanValue, textValue } from '../candid/candid-value';
import { NAT32, NAT64, PRINCIPAL, TEXT } from '../candid/candid-type';
import { RefusalCode, refusalCode, refusalMessage, refuse } from '../core/refusal';
import { METHOD_ERROR } from './interface-types';

/** Codes of `Other`. */
export namespace OtherCode {
  /** A message of a long inference failed twice. */
  export const FAILED_TWICE: u32 = 1;
  /** The network did not take the message in which a long inference was to go on. */
  export const NOT_CONTINUED: u32 = 2;
}

// What a refusal tells beside its code and text.
let inputName: string = '';
let needed: u64 = 0;
let available: u64 = 0;
let refusedCaller: Uint8Array = new Uint8Array(0);

/** Refuses one input or choice of the request by its name. Always false. */
export function refuseInput(name: string, message: string): bool {
  if (refusalCode == 0) inputName = name;
  return refuse(RefusalCode.INVALID_INPUT, message);
}

/** Refuses work that the message has not the instructions for. Always false. */
export function refuseBudget(neededNow: u64, availableNow: u64): bool {
  if (refusalCode == 0) {
    needed = neededNow;
    available = availableNow;
  }
  return refuse(
    RefusalCode.OVER_BUDGET,
    'expected at most ' +
      availableNow.toString() +
      ' instructions, got an estimate of ' +
      neededNow.toString(),
  );
}

/** Refuses a caller who is no controller. Always false. */
export function refuseCaller(caller: Uint8Array): bool {
  if (refusalCode == 0) refusedCaller = caller;
  return refuse(RefusalCode.NOT_ALLOWED, 'only controllers of the canister may do this');
}

/** The refusal of the message as a case of the interface. */
export function methodError(): Value {
  switch (refusalCode) {
    case RefusalCode.NOT_FOUND: return withMessage('NotFound'); // prettier-ignore
    case RefusalCode.MALFORMED: return withMessage('Malformed'); // prettier-ignore
    case RefusalCode.UNSUPPORTED: return withMessage('Unsupported'); // prettier-ignore
    case RefusalCode.TOO_LARGE: return withMessage('TooLarge'); // prettier-ignore
    case RefusalCode.CONFLICT: return withMessage('Conflict'); // prettier-ignore
    case RefusalCode.NOT_ALLOWED: {
      const content = contentOf('NotAllowed');
      content.items.push(spanValue(PRINCIPAL, refusedCaller.dataStart, refusedCaller.length));
      content.items[0].owner = refusedCaller.buffer;
      return caseValue(METHOD_ERROR, 'NotAllowed', content);
    }
    case RefusalCode.INVALID_INPUT: {
      const content = contentOf('InvalidInput');
      content.items.push(textValue(TEXT, inputName));
      content.items.push(textValue(TEXT, refusalMessage));
      inputName = '';
      return caseValue(METHOD_ERROR, 'InvalidInput', content);
    }
    case RefusalCode.OVER_BUDGET: {
      const content = contentOf('OverBudget');
      content.items.push(numberValue(NAT64, needed));
      content.items.push(numberValue(NAT64, available));
      content.items.push(textValue(TEXT, refusalMessage));
      return caseValue(METHOD_ERROR, 'OverBudget', content);
    }
    default:
      return otherError(0, refusalMessage);
  }
}

export function otherError(code: u32, message: string): Value {
  const content = contentOf('Other');
  content.items.push(numberValue(NAT32, code));
  content.items.push(textValue(TEXT, message));
  return caseValue(METHOD_ERROR, 'Other', content);
}

export function nothing(): Value {
  return new Value(NULL);
}

function contentOf(name: string): Value {
  return recordValue(METHOD_ERROR.types[METHOD_ERROR.indexOf(name)]);
}

function withMessage(name: string): Value {
  const content = contentOf(name);
  content.items.push(textValue(TEXT, refusalMessage));
  return caseValue(METHOD_ERROR, name, content);
}
