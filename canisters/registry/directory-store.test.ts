import { u64Key } from '@indus/kit/key';
import { MemoryTable } from '@indus/kit/table';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DirectoryStore } from './directory-store.ts';
import { upgrade } from './install.ts';
import { readDirectory } from './read-directory.ts';
import { details, person, Scene } from './registry-fixture.ts';

const parameter = (name: string, value: bigint) => ({ parameter: { name, value } });

describe('the directory', () => {
  it('answers, from any point on, the newest of each thing that changed since, in order', () => {
    const change = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.bigInt({ min: 0n, max: 3n }));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 40 }),
        fc.nat(40),
        fc.integer({ min: 1, max: 5 }),
        (changes, after, limit) => {
          const store = new DirectoryStore(new MemoryTable());
          const newest = new Map<string, { value: bigint; sequence: bigint }>();
          let head = 0n;
          for (const [name, value] of changes) {
            store.put(parameter(name, value));
            if (newest.get(name)?.value === value) continue;
            head += 1n;
            newest.set(name, { value, sequence: head });
          }
          const expected = [...newest]
            .map(([name, { value, sequence }]) => ({ sequence, entry: parameter(name, value) }))
            .filter(({ sequence }) => sequence > BigInt(after))
            .toSorted((a, b) => Number(a.sequence - b.sequence));
          expect(store.read(BigInt(after), limit)).toEqual({ changes: expected.slice(0, limit), head });
        },
      ),
    );
  });

  it('takes up what was on record before there was one, after an upgrade', async () => {
    const scene = new Scene();
    for (let number = 1; number <= 25; number += 1) scene.admit(details(number));
    for (let number = 1; number <= 12; number += 1)
      scene.enact({
        grant_role: { organisation: 25n, member: person(100 + number), role: { officer: null } },
      });
    const read = () => readDirectory(scene.registry, scene.env(), { after: 0n, limit: 200 });
    const before = read();
    scene.tables(0).set(Uint8Array.of(0), u64Key(1n));
    // The table of the directory is number 12; a new one stands for none.
    const open = scene.tables;
    const empty = new MemoryTable();
    (scene as { tables: typeof open }).tables = (id) => (id === 12 ? empty : open(id));
    scene.system.loseTimers();
    scene.registry = scene.open();
    upgrade(scene.registry, scene.env());
    expect(read().changes).toEqual([]);
    await scene.system.advance(5);
    const names = (page: typeof before) =>
      page.changes.map(({ entry }) => JSON.stringify(entry, plain)).toSorted();
    const things = (page: typeof before) => names(page).filter((name) => !name.includes('parameter'));
    expect(things(read())).toEqual(things(before));
  });
});

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
