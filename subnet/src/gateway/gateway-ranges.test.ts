import { describe, expect, it } from 'vitest';
import { CANISTER } from '../http/http-api-fixture.ts';
import { certifiedResponse } from './certificate-fixture.ts';
import { headerOf, HOST, PLAIN, replied, setUp, textOf } from './gateway-fixture.ts';
import type { CertifiableResponse } from './verify-response.ts';

describe('gateway: ranges', () => {
  const whole = Buffer.from('0123456789');
  const part = (first: number, last: number, total = whole.length): CertifiableResponse =>
    certifiedResponse(CANISTER, 'page', {
      status: 206,
      headers: [['Content-Range', `bytes ${first}-${last}/${total}`]],
      body: whole.subarray(first, last + 1),
    });
  const startOf = (headers: readonly (readonly [string, string])[]): number => {
    const range = headers.find(([name]) => name === 'range')?.[1];
    return range === undefined ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
  };

  it('are put together for a client that asked for none, and handed on to one that did', async () => {
    const { replica, get } = setUp();
    replica.answer = (headers) => {
      const first = startOf(headers);
      return replied(part(first, Math.min(first + 3, 9)));
    };
    const response = await get(HOST);
    expect(response.status).toBe(200);
    expect(textOf(response)).toBe('0123456789');
    expect(headerOf(response, 'content-range')).toBeUndefined();
    const ranged = await get(HOST, '/page', { range: 'bytes=4-' });
    expect(ranged.status).toBe(206);
    expect(headerOf(ranged, 'content-range')).toBe('bytes 4-7/10');
    expect(textOf(ranged)).toBe('4567');
  });

  it.each([
    ['that leave a gap', (first: number) => (first === 0 ? part(0, 3) : part(first + 1, 9))],
    ['that repeat', () => part(0, 3)],
    ['of another whole', (first: number) => (first === 0 ? part(0, 3) : part(first, 9, 11))],
    ['that do not start at the start', () => part(1, 9)],
    [
      'of another length',
      () =>
        certifiedResponse(CANISTER, 'page', {
          status: 206,
          headers: [['Content-Range', 'bytes 0-3/10']],
          body: whole,
        }),
    ],
    ['that end', (first: number) => (first === 0 ? part(0, 3) : certifiedResponse(CANISTER, 'page', PLAIN))],
  ])('%s are refused', async (_, answer) => {
    const { replica, get } = setUp();
    replica.answer = (headers) => replied(answer(startOf(headers)));
    expect((await get(HOST)).status).toBe(502);
  });

  it('of which one is not certified are refused', async () => {
    const { replica, get } = setUp();
    replica.answer = (headers) =>
      replied(startOf(headers) === 0 ? part(0, 3) : { ...part(4, 9), body: Buffer.from('4567x9') });
    const response = await get(HOST);
    expect(response.status).toBe(503);
    expect(textOf(response)).not.toContain('0123');
  });
});
