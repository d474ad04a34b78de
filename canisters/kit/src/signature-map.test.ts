import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canisterPublicKey, encodeCanisterSignature } from './canister-signature.ts';
import { envOf } from './env.ts';
import type { Env } from './env.ts';
import { ascii, encodeHashTree, labeled, leaf } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { emptyHash, forkHash, labeledHash, leafHash } from './hash-tree.ts';
import { sha256 } from './sha256.ts';
import { SEED_SIGNATURES_MAX, SignatureMap } from './signature-map.ts';
import { SimulatedSystem } from './simulated-system.ts';
import { MemoryTable } from './table.ts';

const at = (nowNs: bigint): Env => {
  const system = new SimulatedSystem();
  system.nowNs = nowNs;
  return envOf(system);
};

/** Hash of a tree by the definition of the specification. */
function reconstruct(tree: HashTree): Uint8Array {
  switch (tree[0]) {
    case 0:
      return emptyHash();
    case 1:
      return forkHash(reconstruct(tree[1]), reconstruct(tree[2]));
    case 2:
      return labeledHash(tree[1], reconstruct(tree[2]));
    case 3:
      return leafHash(tree[1]);
    case 4:
      return tree[1];
  }
}

function holds(tree: HashTree, path: readonly Uint8Array[]): boolean {
  if (tree[0] === 1) return holds(tree[1], path) || holds(tree[2], path);
  const [label, ...rest] = path;
  if (label === undefined) return tree[0] === 3 && tree[1].length === 0;
  return tree[0] === 2 && Buffer.compare(tree[1], label) === 0 && holds(tree[2], rest);
}

describe('signature map', () => {
  it('reveals each signed payload under its seed, with the root as it is, and no other', () => {
    const pair = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3', '4', '5'));
    fc.assert(
      fc.property(fc.uniqueArray(pair, { minLength: 1, maxLength: 15, selector: String }), (signed) => {
        const map = new SignatureMap(new MemoryTable(), 100n);
        for (const [seed, payload] of signed) map.sign(at(1n), ascii(seed), ascii(payload));
        for (const seed of ['a', 'b', 'c'])
          for (const payload of ['1', '2', '3', '4', '5']) {
            const tree = map.witness(at(2n), ascii(seed), ascii(payload));
            const isSigned = signed.some(([s, p]) => s === seed && p === payload);
            expect(tree !== undefined).toBe(isSigned);
            if (tree === undefined) continue;
            expect(holds(tree, [sha256(ascii(seed)), sha256(ascii(payload))])).toBe(true);
            expect(reconstruct(tree)).toEqual(map.rootHash());
          }
      }),
      { numRuns: 30 },
    );
  });

  it('answers up to the last nanosecond of the life, and forgets what is over as others sign', () => {
    const table = new MemoryTable();
    const map = new SignatureMap(table, 100n);
    map.sign(at(0n), ascii('a'), ascii('1'));
    expect(map.witness(at(99n), ascii('a'), ascii('1'))).toBeDefined();
    expect(map.witness(at(100n), ascii('a'), ascii('1'))).toBeUndefined();
    for (let now = 0n; now < 300n; now += 1n) map.sign(at(now), ascii(`s${now}`), ascii('1'));
    expect(table.size).toBeLessThan(5 * 103);
  });

  it('a payload that is signed again lives from then on', () => {
    const map = new SignatureMap(new MemoryTable(), 100n);
    map.sign(at(0n), ascii('a'), ascii('1'));
    map.sign(at(60n), ascii('a'), ascii('1'));
    map.sign(at(120n), ascii('b'), ascii('1'));
    expect(map.witness(at(159n), ascii('a'), ascii('1'))).toBeDefined();
    expect(map.witness(at(160n), ascii('a'), ascii('1'))).toBeUndefined();
  });

  it('bounds the payloads of one seed', () => {
    const map = new SignatureMap(new MemoryTable(), 100n);
    for (let payload = 0; payload < SEED_SIGNATURES_MAX; payload += 1)
      map.sign(at(0n), ascii('a'), Uint8Array.of(payload));
    expect(() => map.sign(at(0n), ascii('a'), Uint8Array.of(99))).toThrow('bounded');
    map.sign(at(100n), ascii('a'), Uint8Array.of(99));
  });
});

describe('canister signature', () => {
  it('writes a public key as the specification wraps it', () => {
    const key = canisterPublicKey(Principal.fromUint8Array(Uint8Array.of(1, 2, 3)), ascii('seed'));
    // SEQUENCE { SEQUENCE { OID 1.3.6.1.4.1.56387.1.2 }, BIT STRING 03 010203 73656564 }
    expect(Buffer.from(key).toString('hex')).toBe(
      '3019' + '300c060a2b0601040183b8430102' + '0309' + '00' + '03' + '010203' + '73656564',
    );
  });

  it('writes a signature as a tagged map of certificate and tree', () => {
    const tree = labeled(ascii('sig'), leaf(new Uint8Array(0)));
    const signature = Buffer.from(encodeCanisterSignature(Uint8Array.of(7, 8), tree)).toString('hex');
    const parts = [
      'd9d9f7',
      'a2',
      '6b',
      Buffer.from('certificate').toString('hex'),
      '5a00000002',
      '0708',
      '64',
    ];
    const encodedTree = Buffer.from(encodeHashTree(tree)).toString('hex').slice(6);
    expect(signature).toBe(parts.join('') + Buffer.from('tree').toString('hex') + encodedTree);
  });
});
