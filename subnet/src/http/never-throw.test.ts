import { expect, it } from 'vitest';
import { textResponse } from './http-message.ts';
import { neverThrow } from './never-throw.ts';

const REQUEST = { method: 'POST', target: '/api/v2/x?secret=1', headers: {}, body: new Uint8Array() };

it.each([
  ['healthy', false, 500, [['spoilt', { method: 'POST', path: '/api/v2/x' }]]],
  ['going back to a stored round', true, 503, []],
] as const)(
  'what throws on a subnet that is %s is answered, and told with its path alone or not at all',
  async (_, isBroken, status, expected) => {
    const told: unknown[] = [];
    const handler = neverThrow(
      () => Promise.reject(new Error('spoilt')),
      (error, request) => told.push([(error as Error).message, request]),
      () => isBroken,
    );
    const response = await handler(REQUEST);
    expect(response.status).toBe(status);
    expect(Buffer.from(response.body).toString()).not.toContain('spoilt');
    expect(told).toEqual(expected);
  },
);

it('an answer passes', async () => {
  const answer = textResponse(418, 'x');
  const fail = (): never => expect.unreachable();
  expect(
    await neverThrow(
      () => Promise.resolve(answer),
      fail,
      () => false,
    )(REQUEST),
  ).toBe(answer);
});
