import type { ApiBodies, ApiHost } from './api-host.ts';
import type { Mode } from './execution-mode.ts';
import { memoryAccessLimitExceeded, wasmTrap } from '../canister-trap.ts';
import { toSize } from './api-host.ts';
import { growStable } from './grow-memory.ts';
import { STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../../limits.ts';

/** Units: instructions for each stable page that an execution first writes. Source: dfinity/ic, embedders configuration. */
export const DIRTY_PAGE_INSTRUCTIONS = 1_000;
/** Units: pages of 64 KiB: the most that 32-bit offsets reach. */
const PAGES_32_MAX = 2 ** 32 / WASM_PAGE_BYTES;
const GIB = 1024 ** 3;
/** Stable memory that one execution may write. Units: bytes. Source: IC resource limits, "Memory limits". */
export const STABLE_WRITE_BYTES_MAX = { message: 2 * GIB, upgrade: 8 * GIB, query: GIB } as const;
const QUERY_MODES: ReadonlySet<Mode> = new Set<Mode>(['RQ', 'NRQ', 'TQ', 'CQ', 'CRy', 'CRt', 'CC', 'F']);

/** Source: IC interface specification, "Stable memory". */
export const stableApi = {
  stable64_size: ({ stable }: ApiHost) => BigInt(stable.size),
  stable64_grow: (host: ApiHost, pages: bigint) => BigInt(growStable(host, toSize(pages))),
  stable64_write: (host: ApiHost, offset: bigint, src: bigint, size: bigint) =>
    write(host, toSize(offset), toSize(src), toSize(size)),
  stable64_read: (host: ApiHost, dst: bigint, offset: bigint, size: bigint) =>
    read(host, toSize(dst), toSize(offset), toSize(size)),

  stable_size: (host: ApiHost) => {
    checkSmall(host);
    return host.stable.size;
  },
  stable_grow: (host: ApiHost, pages: number) => {
    checkSmall(host);
    return host.stable.size + pages > PAGES_32_MAX ? -1 : growStable(host, pages);
  },
  stable_write: (host: ApiHost, offset: number, src: number, size: number) => {
    checkSmall(host);
    write(host, offset, src, size);
  },
  stable_read: (host: ApiHost, dst: number, offset: number, size: number) => {
    checkSmall(host);
    read(host, dst, offset, size);
  },
} satisfies ApiBodies;

function write(host: ApiHost, offset: number, src: number, size: number): void {
  const { heap, stable } = host;
  host.charge(size);
  if (src + size > heap.sizeBytes) throw wasmTrap('heap out of bounds');
  if (offset + size > stable.sizeBytes) throw wasmTrap('stable memory out of bounds');
  const fresh = stable.newDirtyPages(offset, size);
  if (fresh > 0) {
    host.charge(fresh * DIRTY_PAGE_INSTRUCTIONS);
    checkWriteLimit(host, stable.dirtyPages + fresh);
  }
  stable.write(offset, heap.slice(src, size));
}

function read(host: ApiHost, dst: number, offset: number, size: number): void {
  const { heap, stable } = host;
  host.charge(size);
  if (dst + size > heap.sizeBytes) throw wasmTrap('heap out of bounds');
  if (offset + size > stable.sizeBytes) throw wasmTrap('stable memory out of bounds');
  if (size > 0) stable.read(offset, size, heap.markRange(dst, size), dst + heap.shiftBytes);
}

function checkSmall({ stable }: ApiHost): void {
  if (stable.size > PAGES_32_MAX) throw wasmTrap('32 bit stable memory api used on a memory larger than 4GB');
}

function checkWriteLimit(host: ApiHost, pages: number): void {
  const { mode } = host.run.input;
  const { message, upgrade, query } = STABLE_WRITE_BYTES_MAX;
  const bytesMax = QUERY_MODES.has(mode) ? query : mode === 'I' || mode === 'G' ? upgrade : message;
  if (pages * STATE_PAGE_BYTES <= bytesMax) return;
  throw memoryAccessLimitExceeded(
    'Exceeded the limit for the number of modified pages in the stable memory in a single execution: ' +
      `limit ${message / 1024} KB for regular messages, ${upgrade / 1024} KB for upgrade messages ` +
      `and ${query / 1024} KB for queries.`,
  );
}
