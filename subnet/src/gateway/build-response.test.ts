import { describe, expect, it } from 'vitest';
import { buildResponse } from './build-response.ts';
import type { HeaderField } from './convert-request.ts';
import { RESPONSE_HEADER_BYTES_MAX, RESPONSE_HEADERS_MAX } from './gateway-limits.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

const BODY = Buffer.from('body');
const build = (headers: readonly HeaderField[], status = 200, method = 'GET') =>
  buildResponse(method, status, headers, BODY);
const added = 2;
const many = (count: number): HeaderField[] => Array.from({ length: count }, (_, i) => [`x-${i}`, '']);

describe('buildResponse', () => {
  it('keeps order and repetition, and drops what belongs to a connection', () => {
    const { headers } = build([
      ['Set-Cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['Connection', 'close'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '99'],
    ]);
    expect(headers.slice(0, -added)).toEqual([
      ['Set-Cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]);
  });

  it('adds CORS where the canister did not care for it', () => {
    const { headers } = build([['Access-Control-Allow-Origin', 'https://a.pk']]);
    expect(headers.filter(([name]) => name.toLowerCase() === 'access-control-allow-origin')).toEqual([
      ['Access-Control-Allow-Origin', 'https://a.pk'],
    ]);
  });

  it('keeps one length for HEAD and no body', () => {
    const head = build(
      [
        ['content-length', '5'],
        ['content-length', '6'],
      ],
      200,
      'HEAD',
    );
    expect(head.headers.slice(0, -added)).toEqual([['content-length', '5']]);
    expect(head.body.length).toBe(0);
    for (const status of [204, 205, 304]) expect(build([], status).body.length).toBe(0);
    expect(build([], 200).body).toBe(BODY);
  });

  it('has bounds, in status, number and bytes of headers', () => {
    for (const status of [200, 599]) expect(build([], status).status).toBe(status);
    for (const status of [0, 100, 199, 600, 65_535]) expect(() => build([], status)).toThrow(GatewayRefusal);
    expect(build(many(RESPONSE_HEADERS_MAX)).headers.length).toBe(RESPONSE_HEADERS_MAX + added);
    expect(() => build(many(RESPONSE_HEADERS_MAX + 1))).toThrow(GatewayRefusal);
    const value = 'v'.repeat(RESPONSE_HEADER_BYTES_MAX - 1);
    expect(build([['x', value]]).status).toBe(200);
    expect(() => build([['x', `${value}v`]])).toThrow(GatewayRefusal);
  });

  it.each([
    ['', 'v'],
    ['a b', 'v'],
    ['a:', 'v'],
    ['x', 'a\nb'],
    ['x', 'a\rb'],
    ['x', 'a\0b'],
    ['x', '\u0100'],
  ])('refuses the header %j: %j', (name, value) => {
    expect(() => build([[name, value]])).toThrow(GatewayRefusal);
  });
});
