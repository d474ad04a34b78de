import { toHex } from '@indus/kit/bytes';
import { memoryTables } from '@indus/kit/table';
import { jobKinds } from './job-kinds.ts';
import { describe, expect, it } from 'vitest';
import { install, upgrade } from './install.ts';
import { listProposals } from './list-proposals.ts';
import { readLog } from './read-log.ts';
import { readOrganisation } from './read-organisation.ts';
import { details, namesOn, person, refusalOf, Scene } from './registry-fixture.ts';
import { searchOrganisations } from './search-organisations.ts';
import { Registry } from './storage.ts';

describe('install', () => {
  it('puts the board in office and certifies it', () => {
    const scene = new Scene(5, 3);
    expect(scene.registry.board()).toMatchObject({ threshold: 3, changed_at_ns: 1_000n });
    expect(scene.certified).toHaveLength(32);
    expect(scene.registry.log.size).toBe(1);
  });

  it('refuses a board that could never or always decide, and writes nothing', () => {
    for (const threshold of [0, 3]) {
      const registry = new Registry(memoryTables(), new Scene().system, jobKinds);
      const board = { members: [person(1), person(2)], threshold };
      expect(refusalOf(() => install(registry, new Scene().env(), board))).toMatchObject({
        Invalid: { field: 'threshold' },
      });
      expect(registry.writes).toBe(0);
    }
  });

  it('does not run over what is there', () => {
    const scene = new Scene();
    const again = scene.open();
    expect(() => install(again, scene.env(), { members: [person(1)], threshold: 1 })).toThrow(
      'no schema yet',
    );
  });
});

describe('upgrade', () => {
  it('finds everything where it was, under the same root, and goes on', () => {
    const scene = new Scene();
    for (let number = 1; number <= 30; number += 1) scene.admit(details(number));
    scene.enact({ grant_role: { organisation: 3n, member: person(9), role: { auditor: null } } });
    scene.propose({ admit_organisation: details(31) });
    scene.vote(32n, 1);
    const answers = (registry: Registry) => [
      readOrganisation(registry, scene.env(), { organisation: 3n }),
      listProposals(registry, scene.env(), { cursor: [], limit: 20 }),
      readLog(registry, scene.env(), { from: 100n, limit: 50 }),
      searchOrganisations(registry, scene.env(), {
        name: ['works'],
        kind: [],
        status: [],
        cursor: [],
        limit: 50,
      }),
    ];
    const before = answers(scene.registry);
    const root = toHex(scene.certified);
    scene.certified = new Uint8Array(0);

    scene.registry = scene.open();
    upgrade(scene.registry, scene.env());

    expect(toHex(scene.certified)).toBe(root);
    expect(answers(scene.registry)).toEqual(before);
    expect(scene.vote(32n, 2).status).toMatchObject({ executed: { organisation: [31n] } });
    const found = searchOrganisations(scene.registry, scene.env(), {
      name: ['works 31'],
      kind: [],
      status: [],
      cursor: [],
      limit: 50,
    });
    expect(namesOn(found)).toEqual(['Ministry of Works 31']);
  });

  it('refuses tables that are not its own', () => {
    const fresh = new Registry(memoryTables(), new Scene().system, jobKinds);
    expect(() => upgrade(fresh, new Scene().env())).toThrow('schema 1 or 2');
  });
});
