import { createHmac } from 'node:crypto';

/** Random bytes that nobody can predict without the subnet's secret, and that a replay from the same seed repeats. */
export interface RandomSource {
  /** Fresh bytes of a round. Bounds: length up to 2^16. */
  bytes(height: bigint, length: number): Uint8Array;
}

/** A source keyed by a 32-byte secret: HMAC-SHA-256 over round, draw and block. */
export function randomSource(secret: Uint8Array): RandomSource {
  let round = -1n;
  let draw = 0;
  return {
    bytes(height, length) {
      if (height !== round) {
        round = height;
        draw = 0;
      }
      draw++;
      const bytes = new Uint8Array(length);
      for (let offset = 0, block = 0; offset < length; offset += 32, block++) {
        const part = createHmac('sha256', secret).update(`${height}/${draw}/${block}`).digest();
        bytes.set(part.subarray(0, Math.min(32, length - offset)), offset);
      }
      return bytes;
    },
  };
}
