import { assert } from '../assert.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { CanisterSnapshot, GlobalValue, SnapshotArea } from '../canister/snapshot.ts';
import { STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../limits.ts';
import type { SnapshotHost } from '../management/snapshot-host.ts';
import { decodeGlobals, encodeGlobals } from '../sandbox/globals.ts';
import { pageSet } from '../sandbox/page-set.ts';
import type { MemoryDelta } from '../sandbox/protocol.ts';
import {
  chunkKey,
  chunkPrefix,
  moduleKey,
  pageOfKey,
  snapshotAreaPrefix,
  snapshotChunkKey,
  snapshotPageKey,
  snapshotPrefix,
} from '../store/keys.ts';
import { PRIVATE_EXPORT, type ModuleInfo } from '../wasm/prepared-module.ts';
import { dropUnusedModule, setCode } from './installed-code.ts';
import type { ReplicaParts } from './replica-parts.ts';

type Parts = Omit<ReplicaParts, 'host'>;

/** Pages that are in memory at once while a snapshot is taken or loaded: 16 MiB. */
const PAGES_AT_ONCE = 4_096;
const ZERO_PAGE = Buffer.alloc(STATE_PAGE_BYTES);

/**
 * The data of snapshots in the store. What is taken is stored at once and page by page: until the round that records the
 * snapshot is stored too, nothing refers to it, and a snapshot that takes the number again starts by clearing it away.
 */
export function snapshotData(parts: Parts): SnapshotHost {
  return {
    copy: (canister, number) => copy(parts, canister, number),
    read: (snapshot, area, offset, length) => read(parts, snapshot, { area, offset, length }),
    write: (snapshot, area, offset, bytes) => write(parts, prefixOf(snapshot, area), offset, bytes),
    readChunk: (snapshot, hash) => readChunk(parts, snapshot, hash),
    writeChunk: (snapshot, hash, chunk) => {
      parts.state.blobs.set(snapshotChunkKey(snapshot.canister, snapshot.number, hash), chunk);
    },
    drop: (snapshot) => {
      deletePrefix(parts, snapshotPrefix(snapshot.canister, snapshot.number));
      if (snapshot.moduleHash !== undefined) dropUnusedModule(parts.state, snapshot.moduleHash);
    },
    load: (canister, snapshot) => load(parts, canister, snapshot),
  };
}

async function copy(parts: Parts, canister: CanisterState, number: number) {
  const { code } = canister;
  assert(code !== undefined, 'snapshots are taken of canisters with code');
  const globalState = await parts.roundTime.inside(copyData(parts, canister, number));
  return { globalState, globals: globalValues(globalState, code.info) };
}

/** Copies memories and chunks and gives the globals. */
async function copyData(parts: Parts, canister: CanisterState, number: number): Promise<Uint8Array> {
  const { sandbox, store } = parts;
  const { key } = canister;
  await store.commit({ puts: [], deletes: [], deletePrefixes: [snapshotPrefix(key, number)] });
  for (const memory of ['heap', 'stable'] as const) {
    const prefix = snapshotAreaPrefix(key, number, memory);
    for (let from = 0; ;) {
      const { indexes, bytes } = await sandbox.pages(key, memory, from, PAGES_AT_ONCE);
      const last = indexes.at(-1);
      if (last === undefined) break;
      const puts = [...indexes].map(
        (page, at) => [snapshotPageKey(prefix, page), pageAt(bytes, at)] as const,
      );
      await store.commit({ puts, deletes: [], deletePrefixes: [] });
      from = last + 1;
    }
  }
  for (const hash of canister.chunks.keys()) {
    const chunk = await stored(parts, chunkKey(key, hash));
    assert(chunk !== undefined, 'a chunk of the chunk store is stored');
    const puts = [[snapshotChunkKey(key, number, hash), chunk] as const];
    await store.commit({ puts, deletes: [], deletePrefixes: [] });
  }
  return sandbox.globals(key);
}

async function read(
  parts: Parts,
  snapshot: CanisterSnapshot,
  { area, offset, length }: { area: SnapshotArea; offset: number; length: number },
): Promise<Uint8Array> {
  if (area === 'module' && snapshot.moduleHash !== undefined) {
    const module = await stored(parts, moduleKey(snapshot.moduleHash));
    assert(module !== undefined, 'the module of a snapshot is stored');
    return module.slice(offset, offset + length);
  }
  const prefix = prefixOf(snapshot, area);
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const { page, start, count } = pieceOf(offset + at, length - at);
    const content = await stored(parts, snapshotPageKey(prefix, page));
    if (content !== undefined) bytes.set(content.subarray(start, start + count), at);
    at += count;
  }
  return bytes;
}

async function write(parts: Parts, prefix: string, offset: number, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { page, start, count } = pieceOf(offset + at, bytes.length - at);
    const key = snapshotPageKey(prefix, page);
    const whole = count === STATE_PAGE_BYTES;
    const content = new Uint8Array(whole ? ZERO_PAGE : ((await stored(parts, key)) ?? ZERO_PAGE));
    content.set(bytes.subarray(at, at + count), start);
    parts.state.blobs.set(key, content);
    at += count;
  }
}

async function readChunk(parts: Parts, snapshot: CanisterSnapshot, hash: string): Promise<Uint8Array> {
  const chunk = await stored(parts, snapshotChunkKey(snapshot.canister, snapshot.number, hash));
  assert(chunk !== undefined, 'a chunk of a snapshot is stored');
  return chunk;
}

async function load(parts: Parts, canister: CanisterState, snapshot: CanisterSnapshot) {
  const { sandbox, state, roundTime } = parts;
  const module = await read(parts, snapshot, { area: 'module', offset: 0, length: snapshot.moduleBytes });
  const prepared = await roundTime.inside(sandbox.prepare(module));
  if (!prepared.ok) return prepared.trap;
  const globals = globalState(snapshot, prepared.info);
  if (globals === undefined || !holds(prepared.info, snapshot)) return 'mismatch';
  const memories = await roundTime.inside(wholeMemories(parts, snapshot));
  await loadChunks(parts, canister, snapshot);
  parts.gate.close(canister.key);
  parts.memories.replace(canister.key, { ...memories, globals });
  sandbox.drop(canister.key);
  setCode(state, canister, module, {
    moduleHash: prepared.moduleHash,
    info: prepared.info,
    installedAtNs: state.timeNs,
    moduleBytes: module.length,
  });
  const { heapBytes: wasm, stableBytes: stable } = snapshot;
  canister.memory = { wasm, stable: BigInt(stable), globals: globalsSize(snapshot.globals) };
  state.touch(canister);
  return undefined;
}

async function loadChunks(parts: Parts, canister: CanisterState, snapshot: CanisterSnapshot): Promise<void> {
  const chunks = new Map<string, Uint8Array>();
  for (const hash of snapshot.chunks.keys()) chunks.set(hash, await readChunk(parts, snapshot, hash));
  deletePrefix(parts, chunkPrefix(canister.key));
  for (const [hash, chunk] of chunks) parts.state.blobs.set(chunkKey(canister.key, hash), chunk);
  canister.chunks = new Map(snapshot.chunks);
}

async function wholeMemories(
  parts: Parts,
  snapshot: CanisterSnapshot,
): Promise<Pick<MemoryDelta, 'heap' | 'stable'>> {
  return {
    heap: await wholeMemory(parts, prefixOf(snapshot, 'heap'), snapshot.heapBytes),
    stable: await wholeMemory(parts, prefixOf(snapshot, 'stable'), snapshot.stableBytes),
  };
}

/** All of a memory, whether a round stored its pages or this round wrote them. */
async function wholeMemory(parts: Parts, prefix: string, sizeBytes: number): Promise<MemoryDelta['heap']> {
  const { blobs } = parts.state;
  const contents = new Map<number, Uint8Array>();
  for await (const [key, content] of parts.store.scan(prefix)) contents.set(pageOfKey(key), content);
  for (const [key, content] of blobs) {
    if (!key.startsWith(prefix)) continue;
    if (content === undefined) contents.delete(pageOfKey(key));
    else contents.set(pageOfKey(key), content);
  }
  const indexes = [...contents.keys()].sort((a, b) => a - b);
  const pages = pageSet(
    indexes,
    indexes.map((page) => contents.get(page) ?? ZERO_PAGE),
  );
  return { reset: true, pages64KiB: sizeBytes / WASM_PAGE_BYTES, pages };
}

function stored({ state, store }: Parts, key: string): Promise<Uint8Array | undefined> {
  return state.blobs.has(key) ? Promise.resolve(state.blobs.get(key)) : store.get(key);
}

function deletePrefix({ state }: Parts, prefix: string): void {
  for (const key of [...state.blobs.keys()]) if (key.startsWith(prefix)) state.blobs.delete(key);
  state.blobPrefixesDeleted.add(prefix);
}

function prefixOf(snapshot: CanisterSnapshot, area: SnapshotArea): string {
  return snapshotAreaPrefix(snapshot.canister, snapshot.number, area);
}

/** The part of [offset, offset + length) that lies on the first page of it. */
function pieceOf(offset: number, length: number): { page: number; start: number; count: number } {
  const page = Math.floor(offset / STATE_PAGE_BYTES);
  const start = offset - page * STATE_PAGE_BYTES;
  return { page, start, count: Math.min(length, STATE_PAGE_BYTES - start) };
}

function pageAt(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.subarray(at * STATE_PAGE_BYTES, (at + 1) * STATE_PAGE_BYTES);
}

/** The module can have a heap of the snapshot's size. */
function holds({ memory }: ModuleInfo, { heapBytes }: CanisterSnapshot): boolean {
  const pages = heapBytes / WASM_PAGE_BYTES;
  if (memory === undefined) return pages === 0;
  return pages >= memory.minPages && (memory.maxPages === undefined || pages <= memory.maxPages);
}

/** The module's own globals; those that the pass added come after them. */
function ownGlobals({ globals }: ModuleInfo): ModuleInfo['globals'] {
  return globals.filter(({ exportName }) => exportName.startsWith(PRIVATE_EXPORT.global));
}

function globalValues(state: Uint8Array, info: ModuleInfo): GlobalValue[] {
  const decoded = decodeGlobals(state, info.globals);
  assert(decoded !== undefined, 'the globals of a canister are those of its module');
  return ownGlobals(info).map(({ type }, at) => {
    const value = decoded.values[at] ?? 0;
    if (type === 'v128') return { type, value: BigInt.asUintN(128, BigInt(value)) };
    return (type === 'i64' ? { type, value: BigInt(value) } : { type, value: Number(value) }) as GlobalValue;
  });
}

/** Serialised globals of a snapshot for its module; undefined when they are another module's. */
function globalState(snapshot: CanisterSnapshot, info: ModuleInfo): Uint8Array | undefined {
  if (snapshot.globalState !== undefined) {
    return decodeGlobals(snapshot.globalState, info.globals) && snapshot.globalState;
  }
  const own = ownGlobals(info);
  const { globals } = snapshot;
  if (own.length !== globals.length) return undefined;
  if (own.some(({ type }, at) => globals[at]?.type !== type)) return undefined;
  const values = info.globals.map((_, at) => globals[at]?.value ?? 0);
  return encodeGlobals({ values, table: undefined }, info.globals);
}

function globalsSize(globals: readonly GlobalValue[]): number {
  return globals.reduce((bytes, { type }) => bytes + (type === 'v128' ? 16 : 8), 0);
}
