import { describe, expect, it } from 'vitest';
import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborValue } from '../codec/cbor-value.ts';
import { blsKeyFromSeed, type BlsKey } from '../crypto/bls.ts';
import { hashTreeToCbor } from '../hash-tree/hash-tree-cbor.ts';
import { fork, labeled, leaf, rootHash, type HashTree } from '../hash-tree/hash-tree.ts';
import { mapOf } from '../hash-tree/labelled-map.ts';
import { lookupPath } from '../hash-tree/lookup.ts';
import { CertificateError, STATE_ROOT_DOMAIN, verifyCertificate } from './verify-certificate.ts';

const root = blsKeyFromSeed(new Uint8Array(32).fill(1));
const subnet = blsKeyFromSeed(new Uint8Array(32).fill(2));
const subnetId = Uint8Array.of(7);
const time = mapOf([[text('time'), leaf(Uint8Array.of(1))]]);

function text(value: string): Uint8Array {
  return new Uint8Array(Buffer.from(value));
}

function certify(tree: HashTree, key: BlsKey, delegation?: CborValue): Uint8Array {
  const fields = new Map<string, CborValue>([
    ['tree', hashTreeToCbor(tree)],
    ['signature', key.sign(Buffer.concat([STATE_ROOT_DOMAIN, rootHash(tree)]))],
  ]);
  if (delegation !== undefined) fields.set('delegation', delegation);
  return encodeSelfDescribed(fields);
}

const ranges = encodeSelfDescribed([[Uint8Array.of(1), Uint8Array.of(5)]]);
const listing = mapOf([
  [
    text('subnet'),
    mapOf([
      [
        subnetId,
        mapOf([
          [text('public_key'), leaf(subnet.publicKeyDer)],
          [text('type'), leaf(text('application'))],
        ]),
      ],
    ]),
  ],
  [text('canister_ranges'), mapOf([[subnetId, mapOf([[Uint8Array.of(1), leaf(ranges)]])]])],
]);
const delegate = (certificate: Uint8Array, id = subnetId): CborValue =>
  new Map<string, CborValue>([
    ['subnet_id', id],
    ['certificate', certificate],
  ]);

describe('verifyCertificate', () => {
  it('follows a delegation of the root key and knows its ranges and type', () => {
    const certificate = certify(time, subnet, delegate(certify(listing, root)));
    const verified = verifyCertificate(certificate, root.publicKeyDer);
    expect(verified).toMatchObject({ delegated: true, subnetType: 'application' });
    expect(lookupPath([text('time')], verified.tree).kind).toBe('found');
    expect([0, 1, 5, 6].map((id) => verified.mayCertify(Uint8Array.of(id)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('without a delegation may speak of every canister', () => {
    const verified = verifyCertificate(certify(time, root), root.publicKeyDer);
    expect(verified.delegated).toBe(false);
    expect(verified.mayCertify(Uint8Array.of(200))).toBe(true);
  });

  it('refuses a delegation of another subnet, by another key, or that delegates again', () => {
    const listed = certify(listing, root);
    for (const delegation of [
      delegate(listed, Uint8Array.of(8)),
      delegate(certify(listing, subnet)),
      delegate(certify(listing, subnet, delegate(listed))),
      delegate(Uint8Array.of(1)),
      7,
    ]) {
      const check = () => verifyCertificate(certify(time, subnet, delegation), root.publicKeyDer);
      expect(check).toThrow(CertificateError);
    }
  });

  it('refuses a delegation with malformed ranges', () => {
    const keyOnly = mapOf([[text('public_key'), leaf(subnet.publicKeyDer)]]);
    const withRanges = (value: Uint8Array): HashTree =>
      mapOf([
        [text('subnet'), mapOf([[subnetId, keyOnly]])],
        [text('canister_ranges'), mapOf([[subnetId, mapOf([[Uint8Array.of(1), leaf(value)]])]])],
      ]);
    const check = (value: Uint8Array) =>
      verifyCertificate(certify(time, subnet, delegate(certify(withRanges(value), root))), root.publicKeyDer);
    expect(check(ranges).subnetType).toBeUndefined();
    expect(() => check(text('no ranges'))).toThrow(CertificateError);
    expect(() => check(encodeSelfDescribed([[1, 2]]))).toThrow(CertificateError);
  });

  it('refuses trees that are not well-formed, missing fields and a missing tag', () => {
    const twice = fork(labeled(text('a'), leaf(text('1'))), labeled(text('a'), leaf(text('2'))));
    expect(() => verifyCertificate(certify(twice, root), root.publicKeyDer)).toThrow('well-formed');
    expect(() => verifyCertificate(encodeSelfDescribed(new Map()), root.publicKeyDer)).toThrow(
      CertificateError,
    );
    expect(() => verifyCertificate(certify(time, root).subarray(3), root.publicKeyDer)).toThrow(
      CertificateError,
    );
  });
});
