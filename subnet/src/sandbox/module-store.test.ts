import { expect, test } from 'vitest';
import { assemble } from './canister-fixture.ts';
import { MODULES_KEPT, ModuleStore } from './module-store.ts';
import { ModuleCache } from '../wasm/module-cache.ts';

function counting(): { store: ModuleStore; prepared: () => number } {
  const cache = new ModuleCache();
  let count = 0;
  const store = new ModuleStore((bytes) => {
    count++;
    return cache.loadModule(bytes);
  });
  return { store, prepared: () => count };
}

const module = (number: number): Uint8Array => assemble({ body: `(global i32 (i32.const ${number}))` });

test('prepare: a module that is known is not prepared again', () => {
  const { store, prepared } = counting();
  const first = store.prepare(module(1));
  expect(first.ok).toBe(true);
  expect(store.prepare(module(1)).moduleHash).toBe(first.moduleHash);
  expect(prepared()).toBe(1);
});

test('accept: a module that another store prepared is taken as it is, one that is known stays', () => {
  const { store: one } = counting();
  const { store: other, prepared } = counting();
  const loaded = one.get(one.prepare(module(1)).moduleHash);
  expect(loaded).toBeDefined();
  if (loaded === undefined) return;
  expect(other.accept(loaded)).toBe(loaded);
  expect(other.accept({ ...loaded })).toBe(loaded);
  expect(other.prepare(module(1)).ok).toBe(true);
  expect(prepared()).toBe(0);
});

test('prepare: the longest unused module is forgotten, one that was used again is not', () => {
  const { store } = counting();
  const hashes = Array.from({ length: MODULES_KEPT }, (_, i) => store.prepare(module(i)).moduleHash);
  store.prepare(module(0));
  store.prepare(module(MODULES_KEPT));
  expect(store.get(hashes[0] ?? '')).toBeDefined();
  expect(store.get(hashes[1] ?? '')).toBeUndefined();
});

test('prepare: a refusal is IC0505 and leaves nothing behind', () => {
  const { store } = counting();
  const refused = store.prepare(Uint8Array.of(0));
  expect(refused.ok ? '' : refused.trap.errorCode).toBe('IC0505');
  expect(store.get(refused.moduleHash)).toBeUndefined();
});
