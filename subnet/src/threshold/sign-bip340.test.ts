import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { describe, expect, test } from 'vitest';
import { signBip340, taprootSecret } from './sign-bip340.ts';

const { Point } = secp256k1;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

// Source: bitcoin/bips bip-0340/test-vectors.csv, index 0 to 3.
test.each([
  [
    '3',
    '00'.repeat(32),
    '00'.repeat(32),
    'e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca8215' +
      '25f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0',
  ],
  [
    'b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef',
    `${'00'.repeat(31)}01`,
    '243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89',
    '6896bd60eeae296db48a229ff71dfe071bde413e6d43f917dc8dcf8c78de3341' +
      '8906d11ac976abccb20b091292bff4ea897efcb639ea871cfa95f6de339e4b0a',
  ],
  [
    'c90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b14e5c9',
    'c87aa53824b4d7ae2eb035a2b5bbbccc080e76cdc6d1692c4b0b62d798e6d906',
    '7e2d58d8b3bcdf1abadec7829054f90dda9805aab56c77333024b9d0a508b75c',
    '5831aaeed7b44bb74e5eab94ba9d4294c49bcf2a60728d8b4c200f50dd313c1b' +
      'ab745879a5ad954a72c45a91c3a51d3c7adea98d82f8481e0e1e03674a6f3fb7',
  ],
  [
    '0b432b2677937381aef05bb02a66ecd012773062cf3fa2549e44f58ed2401710',
    'ff'.repeat(32),
    'ff'.repeat(32),
    '7eb0509757e246f19449885651611cb965ecc1a187dd51b64fda1edc9637d5ec' +
      '97582b9cb13db3933705b32ba982af5af25fd78881ebb32771fc5922efc66ea3',
  ],
])('BIP340: secret %s', (secret, auxiliary, message, expected) => {
  expect(hex(signBip340(BigInt(`0x${secret}`), unhex(message), unhex(auxiliary)))).toBe(expected);
});

describe('Taproot', () => {
  // Source: bitcoin/bips bip-0341/wallet-test-vectors.json, keyPathSpending, inputs 0 and 1.
  test.each([
    [
      '6b973d88838f27366ed61c9ad6367663045cb456e28335c109e30717ae0c6baa',
      '',
      '2405b971772ad26915c8dcdf10f238753a9b837e5f8e6a86fd7c0cce5b7296d9',
    ],
    [
      '1e4da49f6aaf4e5cd175fe08a32bb5cb4863d963921255f33d3bc31e1343907f',
      '5b75adecf53548f3ec6ad7d78383bf84cc57b55a3127c72b9a2481752dd88b21',
      'ea260c3b10e60f6de018455cd0278f2f5b7e454be1999572789e6a9565d26080',
    ],
  ])('BIP341: internal secret %s', (internal, merkleRoot, expected) => {
    expect(taprootSecret(BigInt(`0x${internal}`), unhex(merkleRoot))?.toString(16)).toBe(expected);
  });

  test.each([1n, 2n, 3n, 4n, 5n, 6n])('the output key of secret %i verifies, whatever the sign', (secret) => {
    const root = new Uint8Array(32).fill(9);
    const tweaked = taprootSecret(secret, root) ?? 0n;
    const internal = schnorr.utils.lift_x(
      BigInt(`0x${hex(Point.BASE.multiply(secret).toBytes(true).subarray(1))}`),
    );
    const tweak = schnorr.utils.taggedHash('TapTweak', internal.toBytes(true).subarray(1), root);
    const output = internal.add(Point.BASE.multiply(Point.Fn.fromBytes(tweak)));
    const signature = signBip340(tweaked, Buffer.from('spend'), new Uint8Array(32));
    expect(schnorr.verify(signature, Buffer.from('spend'), output.toBytes(true).subarray(1))).toBe(true);
  });
});
