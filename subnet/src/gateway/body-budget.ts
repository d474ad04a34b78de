import { BODIES_BYTES_MAX, BODY_BYTES_MAX } from './gateway-limits.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

/** What the bodies that are being put together may take, all of them together. */
export class BodyBudget {
  #bytesLeft = BODIES_BYTES_MAX;

  /** A body to put together. Whoever opens one closes it. */
  open(): BodyUnderWay {
    return new BodyUnderWay((bytes) => {
      if (bytes > this.#bytesLeft) {
        throw new GatewayRefusal(503, 'The gateway is busy with large responses; try again later.');
      }
      this.#bytesLeft -= bytes;
    });
  }

  get bytesLeft(): number {
    return this.#bytesLeft;
  }
}

/** A body that comes in parts. */
export class BodyUnderWay {
  readonly #take: (bytes: number) => void;
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  constructor(take: (bytes: number) => void) {
    this.#take = take;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a part. Errors: GatewayRefusal 502 above BODY_BYTES_MAX, 503 when the budget is used up. */
  add(part: Uint8Array): void {
    if (this.#length + part.length > BODY_BYTES_MAX) {
      throw new GatewayRefusal(
        502,
        `The response is larger than the ${BODY_BYTES_MAX} bytes that the gateway takes.`,
      );
    }
    this.#take(part.length);
    this.#length += part.length;
    this.#parts.push(part);
  }

  /** The whole body. */
  join(): Uint8Array {
    const [only] = this.#parts;
    return this.#parts.length === 1 && only !== undefined
      ? only
      : new Uint8Array(Buffer.concat(this.#parts, this.#length));
  }

  /** Gives back what the body took of the budget. */
  close(): void {
    this.#take(-this.#length);
    this.#length = 0;
    this.#parts.length = 0;
  }
}
