import { IDL } from '@dfinity/candid';
import { toHex } from '@indus/kit/bytes';
import { encodeHashTree } from '@indus/kit/hash-tree';
import { lookUp, rootOf } from '@indus/kit/hash-tree-lookup';
import { describe, expect, it } from 'vitest';
import { details, person } from '../registry-fixture.ts';
import type { Scene } from '../registry-fixture.ts';
import { toBase64 } from './base64.ts';
import { segmentsOf } from './http-request.ts';
import { jsonOf } from './json-of.ts';
import { registerAlgorithm } from './register-algorithm.ts';
import { addModel, algorithmDetails, DEVELOPER, hashOf, moveTo, peopledScene } from './registers-fixture.ts';

const text = new TextDecoder();

describe('documents', () => {
  const bodyOf = (scene: Scene, name: string) =>
    JSON.parse(text.decode(scene.registry.registers.documents.body(name))) as never;

  it('show a record, its exports, its page and the index', () => {
    const scene = peopledScene();
    addModel(scene);
    const details = algorithmDetails({ models: [{ id: 1n, version: 1 }] });
    const request = { organisation: 1n, algorithm: [] as [], details };
    registerAlgorithm(scene.registry, scene.env(DEVELOPER), request);
    expect(bodyOf(scene, 'models-1-1.json')).toMatchObject({
      register: 'models',
      id: 1,
      stage: 'draft',
      manifest: { title: 'Crop advice', weights_sha256: toHex(hashOf('weights')) },
    });
    expect(bodyOf(scene, 'models-page-0.json')).toHaveLength(1);
    expect(bodyOf(scene, 'datasets-page-0.json')).toEqual([]);
    expect(bodyOf(scene, 'index.json')).toMatchObject({
      registers: { models: { records: 1 }, datasets: { records: 0, pages: 1 } },
    });
    expect(bodyOf(scene, 'algorithms-1-1.atrs.json')).toMatchObject({
      tier_1: { name: 'Crop loss assessment' },
    });
    moveTo(scene, 1n, 1, 'staging');
    expect(bodyOf(scene, 'models-page-0.json')).toMatchObject([{ stage: 'staging' }]);
  });

  it('show organisations as they are now, ten on a page', () => {
    const scene = peopledScene();
    const before = Number(scene.registry.organisations.count);
    for (let number = 1; number <= 11; number += 1) scene.admit(details(100 + number));
    expect(bodyOf(scene, 'index.json')).toMatchObject({ organisations: { records: before + 11, pages: 2 } });
    expect(bodyOf(scene, 'organisations-page-0.json')).toHaveLength(10);
    expect(bodyOf(scene, 'organisations-page-1.json')).toHaveLength(before + 1);
    expect(bodyOf(scene, 'organisations-2.json')).toMatchObject({
      register: 'organisations',
      id: 2,
      status: 'active',
      version: 1,
    });
    scene.enact({ suspend_organisation: { organisation: 2n, reason: 'under audit' } });
    expect(bodyOf(scene, 'organisations-2.json')).toMatchObject({ status: 'suspended', version: 2 });
    expect(bodyOf(scene, 'organisations-page-0.json')[1]).toMatchObject({ status: 'suspended' });
  });

  it('begin a new page after the tenth record, and show the newest version of each', () => {
    const scene = peopledScene();
    for (let at = 0; at < 11; at += 1) addModel(scene);
    addModel(scene, { model: [3n] });
    expect(bodyOf(scene, 'models-page-0.json')).toHaveLength(10);
    expect(bodyOf(scene, 'models-page-0.json')[2]).toMatchObject({ id: 3, version: 2 });
    expect(bodyOf(scene, 'models-page-1.json')).toMatchObject([{ id: 11 }]);
  });

  it.each([
    '/',
    '/records/index.json',
    '/records/models-1-1.json',
    '/records/none.json',
    '/records',
    '/a/b',
    '/records/',
  ])('answer %s under the certified root', (url) => {
    const scene = peopledScene();
    addModel(scene);
    const answer = scene.registry.registers.documents.answer(segmentsOf(url));
    expect(answer.status).toBe(
      ['/', '/records/index.json', '/records/models-1-1.json'].includes(url) ? 200 : 404,
    );
    const tree = scene.registry.witness({ http_expr: answer.tree });
    expect(toHex(rootOf(tree))).toBe(toHex(scene.certified));
    const path = answer.expressionPath.map((segment) => new TextEncoder().encode(segment));
    expect(lookUp([...path, hashOf('nothing')], tree).status).toBe('absent');
    expect(encodeHashTree(tree).length).toBeLessThan(2_000);
  });
});

describe('forms', () => {
  it('are JSON as documented', () => {
    const type = IDL.Record({
      none: IDL.Opt(IDL.Text),
      some: IDL.Opt(IDL.Vec(IDL.Nat8)),
      plain: IDL.Variant({ a: IDL.Null, b: IDL.Text }),
      full: IDL.Variant({ a: IDL.Null, b: IDL.Text }),
      small: IDL.Nat64,
      large: IDL.Nat64,
      who: IDL.Principal,
    });
    const value = {
      none: [],
      some: [Uint8Array.of(1, 255)],
      plain: { a: null },
      full: { b: 'x' },
      small: 2n ** 53n - 1n,
      large: 2n ** 53n,
      who: person(1),
    };
    expect(jsonOf(type, value)).toEqual({
      none: null,
      some: '01ff',
      plain: 'a',
      full: { b: 'x' },
      small: 9_007_199_254_740_991,
      large: '9007199254740992',
      who: person(1).toText(),
    });
  });

  it.each(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'])('encode %j in base 64 as others do', (given) => {
    const bytes = new TextEncoder().encode(given);
    expect(toBase64(bytes)).toBe(Buffer.from(given).toString('base64'));
  });

  it.each([
    ['/', ['']],
    ['', []],
    ['/records/a.json?x=/y', ['records', 'a.json']],
    ['//records//a%2Ejson', ['records', 'a.json']],
    ['/records/', ['records', '']],
    ['/%zz', ['%zz']],
  ])('cut %s into segments', (url, segments) => {
    expect(segmentsOf(url)).toEqual(segments);
  });
});
