import { describe, expect, it } from 'vitest';
import type { OptionalProof } from './answers.ts';
import { u64Key } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import { toHex } from '@indus/kit/bytes';
import { SEARCH_CHARACTERS_MAX } from './limits.ts';
import type { SearchRequest } from './methods.ts';
import { details, namesOn, refusalOf, Scene } from './registry-fixture.ts';
import { searchOrganisations } from './search-organisations.ts';
import { checkWitness } from './witness-check.ts';

const everything: SearchRequest = { name: [], kind: [], status: [], cursor: [], limit: 50 };
const search = (scene: Scene, over: Partial<SearchRequest>) =>
  searchOrganisations(scene.registry, scene.env(), { ...everything, ...over });

function peopled(): Scene {
  const scene = new Scene();
  const named = (number: number, en: string, ur: string) =>
    details(number, { names: { ...details(number).names, en, ur } });
  scene.admit(named(1, 'Ministry of Health', 'وزارتِ صحت'));
  scene.admit({ ...named(2, 'Lahore High Court', 'لاہور ہائی کورٹ'), kind: { court: null } });
  scene.admit(named(3, 'Health Services Academy', 'ہیلتھ سروسز اکیڈمی'));
  scene.enact({ suspend_organisation: { organisation: 3n, reason: 'audit' } });
  return scene;
}

describe('search', () => {
  it.each<[string, Partial<SearchRequest>, string[]]>([
    ['a part of a name', { name: ['ealt'] }, ['Ministry of Health', 'Health Services Academy']],
    ['a name in other letters', { name: ['  HEALTH  serv '] }, ['Health Services Academy']],
    ['the beginning of a word', { name: ['hi'] }, ['Lahore High Court']],
    ['one letter', { name: ['l'] }, ['Lahore High Court']],
    ['an Urdu word without its vowel signs', { name: ['وزارت صحت'] }, ['Ministry of Health']],
    ['an Urdu word with an Arabic keyboard', { name: ['كورٹ'] }, ['Lahore High Court']],
    ['a kind', { kind: [{ court: null }] }, ['Lahore High Court']],
    ['a status', { status: [{ suspended: null }] }, ['Health Services Academy']],
    ['name and status', { name: ['health'], status: [{ active: null }] }, ['Ministry of Health']],
    ['letters inside a word, fewer than three', { name: ['ea'] }, []],
    ['grams that no one name has', { name: ['health court'] }, []],
    ['nothing in particular', {}, ['Ministry of Health', 'Lahore High Court', 'Health Services Academy']],
  ])('finds by %s', (_, request, names) => {
    expect(namesOn(search(peopled(), request))).toEqual(names);
  });

  it('follows a change of name', () => {
    const scene = peopled();
    scene.enact({ amend_organisation: { organisation: 1n, details: details(1) } });
    expect(namesOn(search(scene, { name: ['health'] }))).toEqual(['Health Services Academy']);
    expect(namesOn(search(scene, { name: ['works'] }))).toEqual(['Ministry of Works 1']);
  });

  it('gives every match once over pages of any size', () => {
    const scene = new Scene();
    for (let number = 1; number <= 7; number += 1) scene.admit(details(number));
    for (const name of [[], ['works']] as ([] | [string])[]) {
      for (const limit of [1, 2, 3, 7, 50]) {
        const names: string[] = [];
        let cursor: SearchRequest['cursor'] = [];
        do {
          const page = search(scene, { name, limit, cursor });
          expect(page.records.length).toBeLessThanOrEqual(limit);
          names.push(...namesOn(page));
          cursor = page.next;
        } while (cursor.length > 0);
        expect(names).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `Ministry of Works ${number}`));
      }
    }
  });

  it('proves every record of a page with one witness', async () => {
    const scene = peopled();
    const page = search(scene, { name: ['health'] });
    const witness = checkWitness(page.proof as OptionalProof);
    expect(witness.root).toBe(toHex(scene.certified));
    expect(witness.at('organisations', u64Key(1n))).toEqual({
      status: 'found',
      value: sha256(page.records[0] as Uint8Array),
    });
    expect(witness.at('organisations', u64Key(3n))).toEqual({
      status: 'found',
      value: sha256(page.records[1] as Uint8Array),
    });
    expect(witness.at('organisations', u64Key(2n)).status).toBe('unknown');
  });

  it('refuses limits, texts and cursors out of bounds', () => {
    const scene = peopled();
    expect(refusalOf(() => search(scene, { limit: 0 }))).toMatchObject({ Invalid: { field: 'limit' } });
    expect(refusalOf(() => search(scene, { limit: 51 }))).toMatchObject({
      Invalid: { field: 'limit', limit: [50n] },
    });
    expect(refusalOf(() => search(scene, { name: ['x'.repeat(SEARCH_CHARACTERS_MAX)] }))).toBeUndefined();
    expect(refusalOf(() => search(scene, { name: ['x'.repeat(SEARCH_CHARACTERS_MAX + 1)] }))).toMatchObject({
      Invalid: { field: 'name' },
    });
    expect(refusalOf(() => search(scene, { name: ['--'] }))).toMatchObject({ Invalid: { field: 'name' } });
    expect(refusalOf(() => search(scene, { cursor: [new Uint8Array(13)] }))).toEqual({ InvalidCursor: null });
    const { next } = search(scene, { limit: 1 });
    expect(next).toHaveLength(1);
    expect(refusalOf(() => search(scene, { limit: 1, cursor: next, name: ['health'] }))).toEqual({
      InvalidCursor: null,
    });
  });
});
