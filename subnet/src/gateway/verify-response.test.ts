import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { sha256 } from '../crypto/sha256.ts';
import { leaf, pruned, fork, type HashTree } from '../hash-tree/hash-tree.ts';
import { mapOf } from '../hash-tree/labelled-map.ts';
import {
  certificateHeader,
  certifiedResponse,
  dataCertificate,
  ROOT_KEY,
  TIME_NS,
} from './certificate-fixture.ts';
import { toLabel } from './expression-path.ts';
import { CERTIFICATE_AGE_NS_MAX } from './gateway-limits.ts';
import { VerificationFailed } from './verification-failed.ts';
import { verifyResponse, type CertifiableResponse } from './verify-response.ts';

const CANISTER = Uint8Array.of(1, 2, 3);
const BODY = Buffer.from('the body');
const REQUEST = { method: 'GET', url: '/page', headers: [], body: new Uint8Array() };
const PLAIN: CertifiableResponse = {
  status: 200,
  headers: [
    ['Content-Type', 'text/plain'],
    ['X-Other', '1'],
  ],
  body: BODY,
};
const GOOD = certifiedResponse(CANISTER, 'page', PLAIN);

const verify = (response: CertifiableResponse, nowNs = TIME_NS, canister = CANISTER, key = ROOT_KEY) =>
  verifyResponse(REQUEST, response, { rootKeyDer: key.publicKeyDer, canister, nowNs });
const withHeader = (name: string, change: (value: string) => string): CertifiableResponse => ({
  ...GOOD,
  headers: GOOD.headers.map(([given, value]) => [given, given === name ? change(value) : value] as const),
});

describe('verifyResponse: version 2', () => {
  it('lets certified headers and the certificate pass', () => {
    const { version, headers } = verify(GOOD);
    expect(version).toBe(2);
    expect(headers.map(([name]) => name)).toEqual([
      'content-type',
      'ic-certificateexpression',
      'ic-certificate',
    ]);
  });

  it('accepts a certificate for five minutes, before and after', () => {
    for (const age of [CERTIFICATE_AGE_NS_MAX, -CERTIFICATE_AGE_NS_MAX]) {
      expect(verify(GOOD, TIME_NS + age).version).toBe(2);
      expect(() => verify(GOOD, TIME_NS + age + (age > 0n ? 1n : -1n))).toThrow('too old or of the future');
    }
  });

  it('refuses another root key, canister, path or time, and what is not certified', () => {
    const other = blsKeyFromSeed(new Uint8Array(32).fill(8));
    expect(() => verify(certifiedResponse(CANISTER, 'page', PLAIN, other))).toThrow('signature');
    expect(() => verify(GOOD, TIME_NS, CANISTER, other)).toThrow('signature');
    expect(() => verify(GOOD, TIME_NS, Uint8Array.of(1, 2, 4))).toThrow('no certified data');
    expect(() => verify(certifiedResponse(CANISTER, 'other', PLAIN))).toThrow('not that of the request');
    expect(() => verify({ ...GOOD, status: 201 })).toThrow('not certified');
    expect(() => verify({ ...GOOD, body: Buffer.from('The body') })).toThrow('not certified');
    expect(() => verify(PLAIN)).toThrow('no certificate');
    expect(() => verify({ ...GOOD, headers: [...GOOD.headers, ...GOOD.headers] })).toThrow('two headers');
  });

  it('refuses a proof that the canister did not certify', () => {
    const forged = certifiedResponse(CANISTER, 'page', { ...PLAIN, body: Buffer.from('forged') });
    const certificate = (response: CertifiableResponse) =>
      /certificate=[^,]*/.exec(response.headers.at(-1)?.[1] ?? '')?.[0] as string;
    const headers = forged.headers.map(
      ([name, value]) => [name, value.replace(certificate(forged), certificate(GOOD))] as const,
    );
    expect(() => verify({ ...forged, headers })).toThrow('not the one that the canister certified');
  });

  it('refuses an expression that is not certified, above all one that asks for nothing', () => {
    const none = 'default_certification(ValidationArgs{no_certification:Empty{}})';
    expect(() => verify(withHeader('IC-CertificateExpression', () => none))).toThrow(
      'the expression is not certified',
    );
  });

  it('refuses other versions and fields that lack or repeat', () => {
    const change = (from: string | RegExp, to: string) =>
      withHeader('IC-Certificate', (v) => v.replace(from, to));
    expect(() => verify(change('version=2', 'version=3'))).toThrow('version 3');
    expect(() => verify(change('version=2', 'version=0'))).toThrow('version 0');
    expect(() => verify(change('version=2', 'version=two'))).toThrow('no number');
    expect(() => verify(change('version=2', 'version=1'))).toThrow('no asset');
    expect(() => verify(change(/, expr_path.*/, ''))).toThrow('no expr_path');
    expect(() => verify(change(/tree=:[^:]*:, /, ''))).toThrow('tree lacks');
    expect(() => verify(change('version=2', 'version=2, version=2'))).toThrow('twice');
    expect(() => verify(change('certificate=:', 'certificate=:!'))).toThrow('base 64');
    expect(verify(change('version=2', 'version=2, unknown=1')).version).toBe(2);
  });

  it('refuses a response when any one byte of the proof is changed', () => {
    const value = GOOD.headers.at(-1)?.[1] as string;
    const fields = value.split(', ').map((field) => field.split(/=:?/, 2) as [string, string]);
    for (const name of ['certificate', 'tree', 'expr_path']) {
      const text = fields.find(([given]) => given === name)?.[1].replace(/:$/, '') as string;
      const bytes = Buffer.from(text, 'base64');
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] as number) ^ mask;
          const tampered = withHeader('IC-Certificate', (v) => v.replace(text, changed.toString('base64')));
          expect(() => verify(tampered)).toThrow(VerificationFailed);
        }),
        { numRuns: 150 },
      );
    }
  });
});

describe('verifyResponse: version 1', () => {
  const assets = (entries: readonly (readonly [string, Uint8Array])[]): HashTree =>
    mapOf([
      [
        toLabel('http_assets'),
        mapOf(entries.map(([path, body]) => [toLabel(path), leaf(new Uint8Array(sha256(body)))])),
      ],
    ]);
  const response = (tree: HashTree, change: Partial<CertifiableResponse> = {}): CertifiableResponse => ({
    ...PLAIN,
    ...change,
    headers: [
      ...(change.headers ?? []),
      ['Cache-Control', 'public'],
      ['ic-certificate', certificateHeader(dataCertificate(CANISTER, tree), tree, undefined)],
    ],
  });

  it('accepts the body under its path, as it came or decoded', () => {
    expect(verify(response(assets([['/page', BODY]]))).version).toBe(1);
    const gzip = { headers: [['content-encoding', 'gzip']] as const, body: gzipSync(BODY) };
    expect(verify(response(assets([['/page', BODY]]), gzip)).version).toBe(1);
    expect(verify(response(assets([['/page', gzip.body]]), gzip)).version).toBe(1);
    const broken = { ...gzip, body: BODY.subarray(1) };
    expect(() => verify(response(assets([['/page', BODY]]), broken))).toThrow('body is not certified');
  });

  it('accepts the index page only where the tree proves that the path has nothing of its own', () => {
    expect(verify(response(assets([['/index.html', BODY]]))).version).toBe(1);
    const both = assets([
      ['/index.html', BODY],
      ['/page', Buffer.from('x')],
    ]);
    expect(() => verify(response(both))).toThrow('body is not certified');
    const hidden = mapOf([
      [
        toLabel('http_assets'),
        fork(
          mapOf([[toLabel('/index.html'), leaf(new Uint8Array(sha256(BODY)))]]),
          pruned(new Uint8Array(32)),
        ) as never,
      ],
    ]);
    expect(() => verify(response(hidden))).toThrow('no asset');
  });

  it('lets no redirect and no cache-control pass', () => {
    const tree = assets([['/page', BODY]]);
    expect(verify(response(tree)).headers.map(([name]) => name)).not.toContain('Cache-Control');
    for (const status of [300, 399]) {
      expect(() => verify(response(tree, { status }))).toThrow('redirects');
    }
    for (const status of [299, 400]) expect(verify(response(tree, { status })).version).toBe(1);
  });
});
