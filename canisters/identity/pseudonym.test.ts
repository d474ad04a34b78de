import { createHash } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { PORTAL, refusalOf, Scene } from './identity-fixture.ts';
import { principalOf, pseudonymOf } from './pseudonym.ts';

describe('a pseudonym', () => {
  it('has the seed that the specification of Internet Identity gives', () => {
    const { provider } = new Scene();
    const part = (bytes: Uint8Array | string) => {
      const value = Buffer.from(bytes);
      return Buffer.concat([Buffer.of(value.length), value]);
    };
    const seed = createHash('sha256')
      .update(Buffer.concat([part(new Uint8Array(32).fill(7)), part('10000'), part(PORTAL)]))
      .digest();
    expect(Buffer.from(pseudonymOf(provider, 10_000n, PORTAL).seed)).toEqual(seed);
  });

  it('is self-authenticating by a key of canister signatures of this canister', () => {
    const { provider } = new Scene();
    const pseudonym = pseudonymOf(provider, 10_000n, PORTAL);
    const id = provider.self.toUint8Array();
    const bits = Buffer.from([0, id.length, ...id, ...pseudonym.seed]);
    expect(Buffer.from(pseudonym.userKey).subarray(-bits.length)).toEqual(bits);
    const hash = createHash('sha224').update(pseudonym.userKey).digest();
    expect(Buffer.from(principalOf(pseudonym).toUint8Array())).toEqual(Buffer.from([...hash, 2]));
    expect(principalOf(pseudonym)).toBeInstanceOf(Principal);
  });

  it.each([`https://${'a'.repeat(247)}`, 'https://a.pk:65535', 'http://[::1]:80', 'http://127.0.0.1'])(
    'is there for the origin %s',
    (origin) => {
      const { provider } = new Scene();
      expect(pseudonymOf(provider, 1n, origin).seed).toHaveLength(32);
    },
  );

  it.each([
    `https://${'a'.repeat(248)}`,
    'https://a.pk:655350',
    'http://::1',
    'https://a b',
    'https://a.pk?',
  ])('is not for %s', (origin) => {
    const { provider } = new Scene();
    expect(refusalOf(() => pseudonymOf(provider, 1n, origin))).toHaveProperty('Invalid');
  });
});
