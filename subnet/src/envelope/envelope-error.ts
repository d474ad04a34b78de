/** A request is refused at the door. The message is the body of the HTTP response. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
  readonly httpStatus = 400;
}
