import { expect, test } from 'vitest';
import { parsePrincipal, principalKey } from '../principal.ts';
import { accountIdentifier, isAccountIdentifier } from './account-identifier.ts';

/** Public pairs of default accounts; the first is that of `nns-governance`, as `dfx ledger account-id` shows it. */
const KNOWN = [
  ['rrkah-fqaaa-aaaaa-aaaaq-cai', '082ecf2e3f647ac600f43f38a68342fba5b8e68b085f02592b77f39808a8d2b5'],
  [
    'iooej-vlrze-c5tme-tn7qt-vqe7z-7bsj5-ebxlc-hlzgs-lueo3-3yast-pae',
    'bdc4ee05d42cd0669786899f256c8fd7217fa71177bd1fa7b9534f568680a938',
  ],
] as const;

test.each(KNOWN)('account identifier: that of %s is the public one', (owner, identifier) => {
  const bytes = accountIdentifier({
    owner: principalKey(parsePrincipal(owner) as Uint8Array),
    subaccount: undefined,
  });
  expect(Buffer.from(bytes).toString('hex')).toBe(identifier);
});

test('account identifier: the checksum tells it from other bytes', () => {
  const bytes = new Uint8Array(Buffer.from(KNOWN[0][1], 'hex'));
  expect(isAccountIdentifier(bytes)).toBe(true);
  expect(isAccountIdentifier(bytes.subarray(1))).toBe(false);
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
    expect(isAccountIdentifier(flipped), `byte ${at}`).toBe(false);
  }
});
