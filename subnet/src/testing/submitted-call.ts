import { assert } from '../assert.ts';
import type { CertifiedStatus } from '../certification/certifier.ts';
import { isFinal } from '../replica/ingress-history.ts';
import type { Subnet } from '../subnet.ts';
import { CallRejected } from './call-rejected.ts';

/** An update call that was taken up. */
export class SubmittedCall {
  /** Request id, hexadecimal. */
  readonly id: string;
  readonly #subnet: Subnet;

  constructor(subnet: Subnet, id: string) {
    this.#subnet = subnet;
    this.id = id;
  }

  /** Where the call is now. */
  get status(): CertifiedStatus['status'] {
    return this.#record().status.status;
  }

  /**
   * Waits for the end of the call and gives the reply's bytes. A call that waits for an outcall or for time to pass does
   * not end by itself. Errors: CallRejected.
   */
  async answer(): Promise<Uint8Array> {
    const { ingress } = this.#subnet.replica.parts.state;
    let record = this.#record();
    while (!isFinal(record.status) || !ingress.isAnnounced(record)) {
      await ingress.finished(this.id);
      record = this.#record();
    }
    const { status } = record;
    if (status.status === 'replied') return status.reply;
    assert(status.status === 'rejected', 'a call that ended was replied to or rejected');
    throw new CallRejected(status);
  }

  #record() {
    const record = this.#subnet.replica.parts.state.ingress.get(this.id);
    assert(record !== undefined, 'the answer to a call is asked for before the subnet forgets it');
    return record;
  }
}
