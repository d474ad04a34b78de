import { IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR, requestIdOf } from '@dfinity/agent';
import { Delegation } from '@dfinity/identity';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delegationMessage } from './delegation.ts';

describe('the message that is signed for a delegation', () => {
  it('is the one that agents verify, for any key and any time', () => {
    const time = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), time, (key, expiration) => {
        const hash = requestIdOf({ ...new Delegation(key, expiration) });
        const expected = Uint8Array.from([...IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR, ...hash]);
        expect(delegationMessage(key, expiration)).toEqual(expected);
      }),
    );
  });
});
