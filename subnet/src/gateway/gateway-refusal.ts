/** Why the gateway answers with a page of its own. */
export type RefusalStatus = 400 | 404 | 405 | 413 | 414 | 431 | 502 | 503 | 504;

/** A request that the gateway does not answer with the canister's response. `message` is shown to the client. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly status: RefusalStatus;
  /** What an operator may know and the client does not. */
  readonly reason: string | undefined;

  constructor(status: RefusalStatus, message: string, reason?: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}
