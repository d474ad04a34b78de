import { LookupPathStatus, lookup_path, reconstruct, type HashTree as AgentTree } from '@dfinity/agent';
import { lookup_path as coreLookup, type HashTree as CoreTree } from '@icp-sdk/core/agent';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY, leaf, rootHash, type HashTree } from './hash-tree.ts';
import { hashTreeToCbor } from './hash-tree-cbor.ts';
import { mapOf } from './labelled-map.ts';
import { isWellFormed, lookupPath, type Lookup } from './lookup.ts';
import { witness } from './witness.ts';

interface Model {
  readonly [label: string]: Model | Uint8Array;
}

const label = fc.uint8Array({ maxLength: 3 }).map((bytes) => bytes.map((byte) => byte % 3));
function modelOf(labels: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Model> {
  const { node } = fc.letrec<{ node: Model }>((tie) => ({
    node: fc
      .array(fc.tuple(labels, fc.oneof({ maxDepth: 3 }, fc.uint8Array({ maxLength: 4 }), tie('node'))), {
        maxLength: 8,
      })
      .map((entries) => Object.fromEntries(entries.map(([key, value]) => [hex(key), value]))),
  }));
  return node;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function treeOf(model: Model | Uint8Array): HashTree {
  if (model instanceof Uint8Array) return leaf(model);
  return mapOf(
    Object.entries(model).map(([key, value]) => [new Uint8Array(Buffer.from(key, 'hex')), treeOf(value)]),
  );
}

/** What the model has at a path: a value, part of a tree, or nothing. */
function at(model: Model | Uint8Array, path: readonly Uint8Array[]): Model | Uint8Array | undefined {
  let current: Model | Uint8Array | undefined = model;
  for (const part of path) {
    if (current === undefined || current instanceof Uint8Array) return undefined;
    current = current[hex(part)];
  }
  return current;
}

function expected(model: Model, path: readonly Uint8Array[]): Lookup {
  const found = at(model, path);
  if (found instanceof Uint8Array) return { kind: 'found', value: found };
  return { kind: found === undefined || Object.keys(found).length === 0 ? 'absent' : 'error' };
}

describe('witness', () => {
  const pathsOf = (labels: typeof label) =>
    fc.array(fc.array(labels, { minLength: 1, maxLength: 4 }), { maxLength: 5 });

  it('has the root of the tree and shows every asked path: its value, or its absence', () => {
    fc.assert(
      fc.property(modelOf(label), pathsOf(label), (model, asked) => {
        const tree = treeOf(model);
        const shown = witness(tree, asked);
        expect(hex(rootHash(shown))).toBe(hex(rootHash(tree)));
        expect(isWellFormed(shown)).toBe(true);
        for (const path of asked) expect(lookupPath(path, shown)).toEqual(expected(model, path));
      }),
      { numRuns: 1000 },
    );
  });

  // Labels of one byte: the agents order longer ones by any byte that is greater, not by the first that differs.
  it('says the same to both agents', async () => {
    const byte = fc.integer({ min: 0, max: 9 }).map((value) => Uint8Array.of(value));
    await fc.assert(
      fc.asyncProperty(modelOf(byte), pathsOf(byte), async (model, asked) => {
        const tree = treeOf(model);
        const foreign = hashTreeToCbor(witness(tree, asked)) as unknown as AgentTree & CoreTree;
        expect(hex(await reconstruct(foreign))).toBe(hex(rootHash(tree)));
        for (const path of asked) {
          const { kind, ...value } = expected(model, path);
          const status = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
          expect(lookup_path([...path], foreign)).toEqual({ status, ...value });
          expect(coreLookup([...path], foreign)).toEqual({ status, ...value });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows all values below an asked path', () => {
    fc.assert(
      fc.property(modelOf(label), (model) => {
        const tree = treeOf(model);
        for (const [key, value] of Object.entries(model)) {
          const path = [new Uint8Array(Buffer.from(key, 'hex'))];
          const shown = witness(tree, [path]);
          expect(hex(rootHash(shown))).toBe(hex(rootHash(tree)));
          if (value instanceof Uint8Array) continue;
          for (const [below, leafValue] of Object.entries(value)) {
            if (!(leafValue instanceof Uint8Array)) continue;
            const result = lookupPath([...path, new Uint8Array(Buffer.from(below, 'hex'))], shown);
            expect(result).toEqual({ kind: 'found', value: leafValue });
          }
        }
      }),
    );
  });

  it('prunes what was not asked for', () => {
    const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));
    const tree = mapOf(['a', 'b', 'c', 'd', 'e'].map((name) => [text(name), leaf(text(`value ${name}`))]));
    const shown = witness(tree, [[text('c')], [text('bb')]]);
    expect(lookupPath([text('c')], shown)).toEqual({ kind: 'found', value: text('value c') });
    expect(lookupPath([text('bb')], shown).kind).toBe('absent');
    expect(lookupPath([text('b')], shown).kind).toBe('unknown');
    expect(lookupPath([text('a')], shown).kind).toBe('unknown');
    expect(lookupPath([text('e')], shown).kind).toBe('unknown');
    expect(JSON.stringify(hashTreeToCbor(shown))).not.toContain(JSON.stringify(text('value b')));
    expect(witness(tree, []).kind).toBe('pruned');
    expect(witness(EMPTY, [[text('c')]])).toBe(EMPTY);
  });

  it('is understood by the agent for 32-byte labels, found and absent', () => {
    const ids = Array.from({ length: 50 }, (_, i) => new Uint8Array(32).fill(i * 5));
    const tree = mapOf(ids.map((id) => [id, leaf(id)]));
    for (let byte = 0; byte < 256; byte++) {
      const path = [new Uint8Array(32).fill(byte)];
      const shown = hashTreeToCbor(witness(tree, [path])) as unknown as AgentTree;
      const expected = byte % 5 === 0 && byte < 250 ? LookupPathStatus.Found : LookupPathStatus.Absent;
      expect(lookup_path(path, shown).status).toBe(expected);
    }
  });
});
