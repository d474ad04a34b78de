import { ed25519 } from '@noble/curves/ed25519';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../assert.ts';
import { nodeKeyFromSeed } from './ed25519.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('node key', () => {
  /** Source: RFC 8032, section 7.1, TEST 2. */
  it('is the key of its seed and signs as published', () => {
    const key = nodeKeyFromSeed(
      Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex'),
    );
    expect(hex(key.publicKeyDer)).toBe(
      '302a300506032b6570032100' + '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    );
    const signature = key.sign(Uint8Array.of(0x72));
    expect(hex(signature)).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(ed25519.verify(signature, Uint8Array.of(0x72), key.publicKeyDer.subarray(12))).toBe(true);
  });

  it('takes 32 bytes only', () => {
    expect(() => nodeKeyFromSeed(new Uint8Array(31))).toThrow(InvariantError);
    expect(() => nodeKeyFromSeed(new Uint8Array(33))).toThrow(InvariantError);
  });
});
