import { Principal } from '@dfinity/principal';
import { concatBytes } from '@indus/kit/bytes';
import { ascii } from '@indus/kit/hash-tree';
import { principalKey } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';

const DOMAIN = ascii('indus-vault-bucket');

/** Units: bytes of a bucket's number in a key. */
export const BUCKET_KEY_SIZE_BYTES = 2;

/** A subject's place: her bucket, and the beginning of the keys of everything held on her. */
export interface SubjectKey {
  readonly subject: Principal;
  readonly bucket: number;
  /** Bucket, length of the principal, principal: no subject's key begins another's. */
  readonly bytes: Uint8Array;
}

/** The subject of what cannot be laid to anybody: requests that nobody could read. Each shard has its own. */
export const NOBODY = Principal.managementCanister();

/**
 * The bucket of a subject: the first 16 bits of a hash of her principal, so that buckets fill evenly and nobody chooses one.
 * {@link NOBODY} is in a bucket of her own, one past the last.
 * Bounds: `buckets` a power of two, up to 65,536.
 */
export function subjectKeyOf(subject: Principal, buckets: number): SubjectKey {
  const principal = subject.toUint8Array();
  const hash = sha256(concatBytes(DOMAIN, principal));
  const hashed = (((hash[0] as number) << 8) | (hash[1] as number)) % buckets;
  // One past the last, which never moves.
  const bucket = principal.length === 0 ? buckets : hashed;
  return { subject, bucket, bytes: concatBytes(bucketKey(bucket), principalKey(principal)) };
}

/** A bucket's number as it begins keys. Bounds: 0 to 65,535. */
export function bucketKey(bucket: number): Uint8Array {
  return Uint8Array.of(bucket >> 8, bucket & 0xff);
}

/** The bucket whose number a key begins with. */
export function bucketOfKey(key: Uint8Array): number {
  return ((key[0] as number) << 8) | (key[1] as number);
}
