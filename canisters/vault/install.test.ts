import { describe, expect, it } from 'vitest';
import { upgrade } from './install.ts';
import { MEMORY } from './storage.ts';
import { Scene, person } from './vault-fixture.ts';

const HEAD = Uint8Array.of(0);

describe('upgrade of the vault', () => {
  it('certifies what was certified before', () => {
    const scene = new Scene();
    const before = scene.system.certified;
    scene.system.certified = new Uint8Array(0);
    upgrade(scene.open(), scene.env(person(0)));
    expect(scene.system.certified).toEqual(before);
  });

  it('is refused when a certified map lies there in another layout', () => {
    for (const memory of [MEMORY.certifiedBuckets, MEMORY.certifiedSubjects]) {
      const scene = new Scene();
      const table = scene.tables(memory);
      // The former layout began with the number of the next node.
      table.set(HEAD, new Uint8Array(80));
      expect(() => {
        upgrade(scene.open(), scene.env(person(0)));
      }).toThrow('layout');
    }
  });
});
