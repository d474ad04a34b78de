import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phraseKey } from './identity-fixture.ts';
import { keySchemeOf } from './public-key.ts';

const COSE_ALGORITHM = '300c060a2b0601040183b8430101';

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function spki(type: 'ed25519' | 'x25519'): Uint8Array;
function spki(type: 'ec', namedCurve: string): Uint8Array;
function spki(type: 'rsa', modulusLength: number): Uint8Array;
function spki(type: string, detail?: string | number): Uint8Array {
  const options = { namedCurve: detail, modulusLength: detail };
  const { publicKey } = generateKeyPairSync(type as 'ec', options as { namedCurve: string });
  return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
}

/** A COSE key of so many bytes in its wrapping. */
function cose(sizeBytes: number): Uint8Array {
  const length = (size: number): string =>
    size < 128
      ? size.toString(16).padStart(2, '0')
      : size < 256
        ? `81${size.toString(16)}`
        : `82${size.toString(16).padStart(4, '0')}`;
  const bits = `03${length(sizeBytes + 1)}00${'aa'.repeat(sizeBytes)}`;
  const content = COSE_ALGORITHM + bits;
  return bytes(`30${length(content.length / 2)}${content}`);
}

describe('the scheme of a public key', () => {
  it('is seen in keys as OpenSSL writes them', () => {
    expect(keySchemeOf(spki('ed25519'))).toBe('ed25519');
    expect(keySchemeOf(spki('ec', 'P-256'))).toBe('p256');
    expect(keySchemeOf(phraseKey(1))).toBe('ed25519');
  });

  it('is none for keys that devices do not have', () => {
    for (const key of [spki('x25519'), spki('ec', 'secp256k1'), spki('ec', 'P-384'), spki('rsa', 1024)]) {
      expect(keySchemeOf(key)).toBeUndefined();
    }
  });

  it.each([1, 77, 109, 110, 111, 112, 113, 127, 128, 237, 240, 255, 256, 270, 500])(
    'is seen in a COSE key of %i bytes',
    (size) => {
      expect(keySchemeOf(cose(size))).toBe('cose');
    },
  );

  it('is none when a byte is missing, one is too much, or there are no bits', () => {
    for (const key of [cose(77), cose(200), cose(300), phraseKey(1), spki('ec', 'P-256')]) {
      expect(keySchemeOf(key.subarray(0, -1))).toBeUndefined();
      expect(keySchemeOf(Uint8Array.from([...key, 0]))).toBeUndefined();
    }
    expect(keySchemeOf(cose(0))).toBeUndefined();
  });

  it('is none for a length that is longer than it need be', () => {
    const short = Buffer.from(cose(20)).toString('hex');
    const content = short.slice(4);
    expect(keySchemeOf(bytes(`3081${(content.length / 2).toString(16)}${content}`))).toBeUndefined();
  });

  it('is one of the three or none, whatever the bytes', () => {
    const known = ['ed25519', 'p256', 'cose', undefined];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (key) => {
        expect(known).toContain(keySchemeOf(key));
      }),
    );
  });
});
