import { hash } from 'node:crypto';

/** SHA-256 of the bytes. The result is a Buffer: whoever hands it out of the subnet copies it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
