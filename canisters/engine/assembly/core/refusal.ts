/** What was refused; the Candid door turns the code into a case of its error. */
export namespace RefusalCode {
  /** The file is not what its format says. */
  export const MALFORMED: i32 = 1;
  /** The file is well formed and asks for what the engine does not have: an operator, a type, an opset. */
  export const UNSUPPORTED: i32 = 2;
  /** A bound of the engine is passed. */
  export const TOO_LARGE: i32 = 3;
  /** The request does not fit the model: a name, a shape, a type. */
  export const INVALID_INPUT: i32 = 4;
  /** The work does not fit the message's instructions. */
  export const OVER_BUDGET: i32 = 5;
  /** Nothing of this name or id is here. */
  export const NOT_FOUND: i32 = 6;
  /** The caller may not do this. */
  export const NOT_ALLOWED: i32 = 7;
  /** The state does not allow it now. */
  export const CONFLICT: i32 = 8;
}

/** The first refusal of the message; empty while there is none. */
export let refusalCode: i32 = 0;
export let refusalMessage: string = '';

/** Notes a refusal, unless one is noted already. Always false, so that a check can end by `return refuse(…)`. */
export function refuse(code: i32, message: string): bool {
  if (refusalCode == 0) {
    refusalCode = code;
    refusalMessage = message;
  }
  return false;
}

/** Forgets the refusal; each message begins by it. */
export function clearRefusal(): void {
  refusalCode = 0;
  refusalMessage = '';
}
