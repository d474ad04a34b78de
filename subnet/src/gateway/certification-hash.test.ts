import { describe, expect, it } from 'vitest';
import { certifiedHeaders, hashOfFields, requestHash, responseHash } from './certification-hash.ts';
import type { HeaderField } from './convert-request.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Source of the values: dfinity/response-verification fb792650, packages/ic-representation-independent-hash. */
describe('hashOfFields: published values', () => {
  it('of text and numbers', () => {
    const fields = [
      ['name', 'foo'],
      ['message', 'Hello World!'],
      ['answer', 42],
    ] as const;
    const expected = 'b0c6f9191e37dceafdfc47fbfc7e9cc95f21c7b985c2f7ba5855015c2a8f13ac';
    expect(hex(hashOfFields(fields))).toBe(expected);
    expect(hex(hashOfFields([...fields].reverse()))).toBe(expected);
  });

  it('of names that repeat', () => {
    const fields = [
      ['name', 'foo'],
      ['name', 'bar'],
      ['message', 'Hello World!'],
    ] as const;
    expect(hex(hashOfFields(fields))).toBe(
      '435f77c9bdeca5dba4a4b8a34e4f732b4311f1fc252ec6d4e8ee475234b170f9',
    );
  });
});

/** Source of the values: as above, packages/ic-http-certification/src/hash/request_hash.rs. */
describe('requestHash: published values', () => {
  const request = (url: string) => ({
    method: 'POST',
    url,
    headers: [
      ['Accept-Language', 'en'],
      ['Accept-Language', 'en-US'],
      ['Host', 'https://ic0.app'],
    ] as HeaderField[],
    body: Uint8Array.of(0, 1, 2, 3, 4, 5, 6),
  });

  it('without a query, and with one that is not certified', () => {
    const expected = '10796453466efb3e333891136b8a5931269f77e40ead9d437fcee94a02fa833c';
    const certification = { headers: ['host'], queryParameters: [] };
    expect(hex(requestHash(request('/'), certification))).toBe(expected);
    expect(hex(requestHash(request('/?q=search'), certification))).toBe(expected);
  });

  it('with a certified query, whose order matters', () => {
    const certification = { headers: ['host'], queryParameters: ['q', 'name'] };
    const of = (query: string) => hex(requestHash(request(`/?${query}`), certification));
    const expected = '3ade1c9054f05bc8bcebd3fd7b884078a6e67c63e5ac4a639fa46a47f5a955c9';
    expect(of('q=hello+world&name=foo&name=bar&color=purple')).toBe(expected);
    expect(of('q=hello+world&name=bar&name=foo&color=purple')).not.toBe(expected);
  });
});

/** Source of the values: as above, packages/ic-http-certification/src/hash/response_hash.rs. */
describe('responseHash: published values', () => {
  const expression = (response: string) =>
    `default_certification(ValidationArgs{certification:Certification{no_request_certification:Empty{},response_certification:ResponseCertification{${response}}}})`;
  const headers = (certificateExpression: string): HeaderField[] => [
    ['IC-Certificate', 'certificate=:SGVsbG8gQ2VydGlmaWNhdGUh:,tree=:SGVsbG8gVHJlZSE=:'],
    ['IC-CertificateExpression', certificateExpression],
    ['Accept-Encoding', 'gzip'],
    ['Cache-Control', 'no-cache'],
    ['Cache-Control', 'no-store'],
    ['Content-Security-Policy', "default-src 'self'"],
  ];
  const response = { status: 200, body: Buffer.from('Hello World!') };
  const list = ['Accept-Encoding', 'Cache-Control'];

  it('of listed headers', () => {
    const text = expression(
      'certified_response_headers:ResponseHeaderList{headers:["Accept-Encoding","Cache-Control"]}',
    );
    const certified = certifiedHeaders(headers(text), { mode: 'only', headers: list });
    expect(certified.map(([name]) => name)).toEqual([
      'ic-certificateexpression',
      'accept-encoding',
      'cache-control',
      'cache-control',
    ]);
    expect(hex(responseHash(response, certified))).toBe(
      '3393250e3cedc30408dcb7e8963898c3d7549b8a0b76496b82fdfeae99c2ac78',
    );
  });

  it('of all headers but the listed', () => {
    const text = expression(
      'response_header_exclusions:ResponseHeaderList{headers:["Content-Security-Policy"]}',
    );
    const certified = certifiedHeaders(headers(text), { mode: 'all-but', headers: list });
    expect(hex(responseHash(response, certified))).toBe(
      'a2ffb50ef8971650c2fb46c0a2788b7d5ac5a027d635175e8e06b419ce6c4cda',
    );
  });

  it('always covers the expression and never the certificate', () => {
    const both = ['IC-Certificate', 'IC-CertificateExpression'];
    for (const mode of ['only', 'all-but'] as const) {
      const names = certifiedHeaders(headers('x'), { mode, headers: both }).map(([name]) => name);
      expect(names).toContain('ic-certificateexpression');
      expect(names).not.toContain('ic-certificate');
    }
  });
});
