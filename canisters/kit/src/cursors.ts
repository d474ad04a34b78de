import { ByteWriter } from './byte-writer.ts';
import { concatBytes, equalBytes } from './bytes.ts';
import type { Env } from './env.ts';
import { refuseKit } from './kit-errors.ts';
import type { Secret } from './secret.ts';
import { sha256 } from './sha256.ts';

const VERSION = 2;
const MAC_SIZE_BYTES = 16;
const HEADER_SIZE_BYTES = 1 + MAC_SIZE_BYTES;

/** Units: bytes of a position. */
export const CURSOR_POSITION_SIZE_BYTES_MAX = 128;

/** The list that a cursor belongs to: everything of the request but the cursor and the limit. */
export interface CursorScope {
  readonly method: string;
  /** The request in a form in which equal requests are equal. */
  readonly request: string;
}

/**
 * Where lists continue, opaque to clients: a position, sealed to the caller, the method and the request that it was answered
 * to. A cursor of another caller or another request is refused, and none can be made up.
 */
export class Cursors {
  readonly #secret: Secret;

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  /** Bounds: a position of up to CURSOR_POSITION_SIZE_BYTES_MAX bytes. Errors: NotReady. */
  seal(env: Env, scope: CursorScope, position: Uint8Array): Uint8Array {
    return concatBytes(Uint8Array.of(VERSION), this.#mac(env, scope, position), position);
  }

  /**
   * The position in a cursor; nothing when there is no cursor.
   * Errors: InvalidCursor; NotReady.
   */
  open(env: Env, scope: CursorScope, [cursor]: [] | [Uint8Array]): Uint8Array | undefined {
    if (cursor === undefined) return undefined;
    const isSized =
      cursor.length >= HEADER_SIZE_BYTES &&
      cursor.length <= HEADER_SIZE_BYTES + CURSOR_POSITION_SIZE_BYTES_MAX;
    if (!isSized || cursor[0] !== VERSION) return refuseKit({ InvalidCursor: null });
    const position = Uint8Array.from(cursor.subarray(HEADER_SIZE_BYTES));
    const mac = Uint8Array.from(cursor.subarray(1, HEADER_SIZE_BYTES));
    return equalBytes(mac, this.#mac(env, scope, position)) ? position : refuseKit({ InvalidCursor: null });
  }

  /** Half of a hash, whose other half nobody learns: it cannot be extended to a longer message. */
  #mac(env: Env, { method, request }: CursorScope, position: Uint8Array): Uint8Array {
    const message = new ByteWriter()
      .raw(this.#secret.bytes)
      .bytes(env.caller.toUint8Array())
      .text(method)
      .text(request)
      .raw(position);
    return sha256(message.finish()).slice(0, MAC_SIZE_BYTES);
  }
}
