import { describe, expect, it } from 'vitest';
import type { CborValue } from '../codec/cbor-value.ts';
import { hashOfMap } from './hash-of-map.ts';
import { sha256 } from '../crypto/sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const content: readonly (readonly [string, CborValue])[] = [
  ['request_type', 'call'],
  ['sender', Uint8Array.of(4)],
  ['ingress_expiry', 1_685_570_400_000_000_000n],
  ['canister_id', Buffer.from('00000000000004d2', 'hex')],
  ['method_name', 'hello'],
  ['arg', Buffer.from('DIDL\x00\xfd*', 'latin1')],
];

describe('hashOfMap', () => {
  /** Source: IC interface specification, "Request ids". */
  it('gives the request id of the specification, whatever the order', () => {
    const id = '1d1091364d6bb8a6c16b203ee75467d59ead468f523eb058880ae8ec80e2b101';
    expect(hex(hashOfMap(new Map(content)))).toBe(id);
    expect(hex(hashOfMap(new Map([...content].reverse())))).toBe(id);
    expect(hex(hashOfMap(new Map([...content, ['nonce', null]])))).toBe(id);
    expect(hex(hashOfMap(new Map([...content, ['nonce', new Uint8Array()]])))).not.toBe(id);
  });

  /** Source: IC interface specification, "Representation-independent hashing of structured data". */
  it('hashes nested maps and arrays by their hashes', () => {
    const h = (text: string): Uint8Array => sha256(Buffer.from(text, 'latin1'));
    const inner = sha256(Buffer.concat([h('arg'), h('DIDL\x00\x00')]));
    const reply = new Map<string, CborValue>([['arg', Buffer.from('DIDL\x00\x00', 'latin1')]]);
    expect(hashOfMap(new Map([['reply', reply]]))).toEqual(sha256(Buffer.concat([h('reply'), inner])));
    const list = sha256(Buffer.concat([h('a'), sha256(Buffer.concat([h('b')]))]));
    expect(hashOfMap(new Map([['paths', ['a', ['b']]]]))).toEqual(sha256(Buffer.concat([h('paths'), list])));
  });

  it('hashes negative numbers in signed form', () => {
    const minus = sha256(Buffer.from('c0bb78', 'hex'));
    const pair = Buffer.concat([sha256(Buffer.from('n')), minus]);
    expect(hashOfMap(new Map([['n', -123_456]]))).toEqual(sha256(pair));
  });
});
