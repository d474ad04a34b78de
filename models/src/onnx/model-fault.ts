/** A model that its writer was asked for and that no file can hold: a mistake of whoever asked. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
}

/** Errors: {@link ModelFault} with the message when the condition does not hold. */
export function assertModel(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ModelFault(message);
}
