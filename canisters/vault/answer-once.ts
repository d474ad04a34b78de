import type { Principal } from '@dfinity/principal';
import { concatBytes, equalBytes } from '@indus/kit/bytes';
import { IDEMPOTENCY_KEY_SIZE_BYTES_MAX } from '@indus/kit/idempotency';
import { principalKey, shortBytesKey } from '@indus/kit/key';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { HASH_SIZE_BYTES, sha256 } from '@indus/kit/sha256';
import type { IDL } from '@dfinity/candid';
import { Written } from './answers.ts';
import { checkSize } from './check-text.ts';
import type { Dossier } from './dossier.ts';
import { refuse } from './refuse.ts';

/** A request that is carried out once, however often it is sent. */
export interface OnceRequest {
  readonly caller: Principal;
  readonly key: Uint8Array;
  readonly method: string;
  readonly type: IDL.Type;
  readonly request: unknown;
}

/**
 * Carries a request out, or answers what the same request was answered before.
 * Errors: Invalid for the key's size; IdempotencyConflict when the caller used the key for another request; what `run` throws.
 */
export function answerOnce(dossier: Dossier, once: OnceRequest, run: () => Written): Written {
  checkSize('idempotency_key', once.key, 1, IDEMPOTENCY_KEY_SIZE_BYTES_MAX);
  const key = concatBytes(principalKey(once.caller.toUint8Array()), shortBytesKey(once.key));
  const digest = sha256(
    concatBytes(new TextEncoder().encode(once.method), encodeRecord(once.type, once.request)),
  );
  const known = dossier.answers.get(key);
  if (known !== undefined) {
    if (!equalBytes(known.subarray(0, HASH_SIZE_BYTES), digest)) {
      refuse({ IdempotencyConflict: { key: once.key } });
    }
    return decodeRecord<Written>(Written, known.slice(HASH_SIZE_BYTES));
  }
  const written = run();
  dossier.answers.set(key, concatBytes(digest, encodeRecord(Written, written)));
  return written;
}
