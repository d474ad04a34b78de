/** An entry of an allow-list for outcalls that says nothing clear. */
export class OutcallOptionInvalid extends Error {
  override readonly name = 'OutcallOptionInvalid';
  readonly code = 'outcall-option-invalid';

  constructor(entry: string, expected: string) {
    super(`outcalls: expected ${expected}, got ${JSON.stringify(entry)}`);
  }
}
