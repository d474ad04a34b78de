import { describe, expect, it } from 'vitest';
import { decodeCbor } from '../codec/cbor-decode.ts';
import { encodeCbor } from '../codec/cbor-encode.ts';
import { CborError } from '../codec/cbor-error.ts';
import { hashTreeFromCbor, hashTreeToCbor } from './hash-tree-cbor.ts';
import { EMPTY, fork, labeled, leaf, pruned, rootHash } from './hash-tree.ts';
import { isWellFormed, lookupPath } from './lookup.ts';

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Source: IC interface specification, "Certification", "Example". */
const EXAMPLE = fork(
  fork(
    labeled(
      text('a'),
      fork(fork(labeled(text('x'), leaf(text('hello'))), EMPTY), labeled(text('y'), leaf(text('world')))),
    ),
    labeled(text('b'), leaf(text('good'))),
  ),
  fork(labeled(text('c'), EMPTY), labeled(text('d'), leaf(text('morning')))),
);
const EXAMPLE_CBOR =
  '8301830183024161830183018302417882034568656c6c6f810083024179820345776f726c6483024162820344676f6f648301830241638100830241648203476d6f726e696e67';
const EXAMPLE_ROOT = 'eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0';
const PRUNED_CBOR =
  '83018301830241618301820458201b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a63883024179820345776f726c6483024162820458207b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6830182045820ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d830241648203476d6f726e696e67';
const PRUNED = hashTreeFromCbor(decodeCbor(Buffer.from(PRUNED_CBOR, 'hex')));

describe('hash tree: the example of the specification', () => {
  it('has the published encoding and root', () => {
    expect(hex(encodeCbor(hashTreeToCbor(EXAMPLE)))).toBe(EXAMPLE_CBOR);
    expect(hex(rootHash(EXAMPLE))).toBe(EXAMPLE_ROOT);
    expect(hex(rootHash(hashTreeFromCbor(decodeCbor(Buffer.from(EXAMPLE_CBOR, 'hex')))))).toBe(EXAMPLE_ROOT);
  });

  it('pruned, has the same root and its own encoding', () => {
    expect(hex(rootHash(PRUNED))).toBe(EXAMPLE_ROOT);
    expect(hex(encodeCbor(hashTreeToCbor(PRUNED)))).toBe(PRUNED_CBOR);
  });

  it.each([
    [['a', 'a'], { kind: 'unknown' }],
    [['a', 'y'], { kind: 'found', value: text('world') }],
    [['aa'], { kind: 'absent' }],
    [['ax'], { kind: 'absent' }],
    [['b'], { kind: 'unknown' }],
    [['bb'], { kind: 'unknown' }],
    [['d'], { kind: 'found', value: text('morning') }],
    [['e'], { kind: 'absent' }],
    [['a'], { kind: 'error' }],
    [['d', 'x'], { kind: 'absent' }],
  ])('pruned, says of %s: %o', (path, result) => {
    expect(lookupPath(path.map(text), PRUNED)).toEqual(result);
  });
});

describe('hash tree', () => {
  it('lookup in special trees', () => {
    expect(lookupPath([], EMPTY)).toEqual({ kind: 'absent' });
    expect(lookupPath([text('x')], EMPTY)).toEqual({ kind: 'absent' });
    expect(lookupPath([text('x')], pruned(rootHash(EMPTY)))).toEqual({ kind: 'unknown' });
    const gap = fork(labeled(text('a'), EMPTY), fork(pruned(rootHash(EMPTY)), labeled(text('c'), EMPTY)));
    expect(lookupPath([text('b')], gap)).toEqual({ kind: 'unknown' });
    expect(lookupPath([text('0')], gap)).toEqual({ kind: 'absent' });
    expect(lookupPath([text('d')], gap)).toEqual({ kind: 'absent' });
  });

  it('well-formed: labels rise strictly, leaves stand alone', () => {
    expect(isWellFormed(EXAMPLE)).toBe(true);
    expect(isWellFormed(PRUNED)).toBe(true);
    expect(isWellFormed(fork(labeled(text('b'), EMPTY), labeled(text('a'), EMPTY)))).toBe(false);
    expect(isWellFormed(fork(labeled(text('a'), EMPTY), labeled(text('a'), EMPTY)))).toBe(false);
    expect(isWellFormed(fork(labeled(text('a'), EMPTY), leaf(text('v'))))).toBe(false);
    expect(isWellFormed(labeled(text('a'), fork(leaf(text('v')), EMPTY)))).toBe(false);
  });

  it.each(['8105', '820401', '82044100', '8101', '830183810081008100', '00', '82024161', '830201820341'])(
    'refuses %s as a tree',
    (encoded) => {
      expect(() => hashTreeFromCbor(decodeCbor(Buffer.from(encoded, 'hex')))).toThrow(CborError);
    },
  );
});
