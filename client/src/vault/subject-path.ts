import type { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import type { ItemKind } from '../generated/vault.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import type { Path } from '../verify/verified-answer.ts';

const BUCKET_DOMAIN = new TextEncoder().encode('indus-vault-bucket');

/** Kinds of item as a path names them. */
export type ItemKindName = ItemKind extends infer Kind ? (Kind extends Kind ? keyof Kind : never) : never;

/** The first byte of an item's label. Source: docs/vault-certified-layout.md. */
const KIND_NUMBERS: Readonly<Record<ItemKindName | 'head', number>> = {
  head: 0,
  held_record: 1,
  consent: 2,
  ticket: 3,
  grant: 4,
  decision: 5,
  notice: 6,
  break_glass_use: 7,
};

/** The bucket of a subject: the first 16 bits of a hash of her principal. */
export function bucketOf(subject: Principal, buckets: number): number {
  const hash = sha256(Uint8Array.from([...BUCKET_DOMAIN, ...subject.toUint8Array()]));
  return (((hash[0] as number) << 8) | (hash[1] as number)) % buckets;
}

/** Where a bucket's head is certified. */
export function bucketPath(bucket: number): Path {
  return ['buckets', bucketLabel(bucket)];
}

/** Where an item of a subject is certified; records have a version. */
export function itemPath(
  subject: Principal,
  buckets: number,
  item: { readonly kind: ItemKindName | 'head'; readonly id?: bigint; readonly version?: number },
): Path {
  const principal = subject.toUint8Array();
  const place = Uint8Array.from([...bucketLabel(bucketOf(subject, buckets)), principal.length, ...principal]);
  const id = item.id === undefined ? [] : bigEndian64(item.id);
  const version = item.version === undefined ? [] : bigEndian64(BigInt(item.version)).slice(4);
  return ['subjects', place, Uint8Array.from([KIND_NUMBERS[item.kind], ...id, ...version])];
}

function bucketLabel(bucket: number): Uint8Array {
  return Uint8Array.of(bucket >> 8, bucket & 0xff);
}
