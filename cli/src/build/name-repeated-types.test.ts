import { describe, expect, it } from 'vitest';
import { findAzleToolchain } from './azle-toolchain.ts';
import { readCandidInterface } from './candid-interface.ts';
import { compareInterfaces } from './compare-interfaces.ts';
import { nameRepeatedTypes } from './name-repeated-types.ts';

const toolchain = await findAzleToolchain(import.meta.dirname);
const differencesOf = async (one: string, other: string): Promise<readonly string[]> =>
  compareInterfaces(
    await readCandidInterface({ path: 'one', text: one }, toolchain),
    await readCandidInterface({ path: 'other', text: other }, toolchain),
  );

const ERROR =
  'variant {Full:record {limit:nat64}; "not } a brace"; Empty; Nested:record {nat; record {text}}}';
const SERVICE = `type rec_0 = variant {leaf:nat; node:record {rec_0; rec_0}};
service: (record {limit:nat64}) -> {
    grow: (rec_0) -> (variant {Ok:rec_0; Err:${ERROR}});
    read: (record {}) -> (variant {Ok:record {limit:nat64}; Err:${ERROR}}) query;
    hear: (func (record {text}) -> (${ERROR}) query) -> ();
}`;

describe('nameRepeatedTypes', () => {
  it('writes each type once and changes none', async () => {
    const named = nameRepeatedTypes(SERVICE);
    expect(named.split('limit:nat64')).toHaveLength(2);
    expect(named.split('not } a brace')).toHaveLength(2);
    expect(await differencesOf(SERVICE, named)).toEqual([]);
  });

  it('keeps a difference that was there', async () => {
    const other = SERVICE.replace(
      'Err:variant {Full:record {limit:nat64}',
      'Err:variant {Full:record {limit:nat32}',
    );
    expect(await differencesOf(SERVICE, nameRepeatedTypes(other))).toHaveLength(1);
  });

  it.each(['', 'service: {', 'service: {}}', 'no Candid at all }{'])('leaves %j to the compiler', (text) => {
    expect(nameRepeatedTypes(text)).toBe(text);
  });
});
