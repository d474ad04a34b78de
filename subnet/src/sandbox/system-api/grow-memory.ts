import { WASM_PAGE_BYTES } from '../../limits.ts';
import { outOfMemory, wasmMemoryLimitExceeded } from '../canister-trap.ts';
import type { ApiHost } from './api-host.ts';
import type { Mode } from './execution-mode.ts';
import type { ExecutionRun } from './execution-run.ts';

/** Where a canister's own limit on its heap holds. Source: interface specification, "create_canister", wasm_memory_limit. */
const LIMITED: ReadonlySet<Mode> = new Set<Mode>(['U', 'I', 's']);

/**
 * Holds a heap that has just grown against the canister's limit, its cycles and the subnet. Units: bytes.
 * Errors: CanisterTrap IC0539, IC0532, IC0534, IC0507.
 * Source: dfinity/ic rs/embedders/src/wasmtime_embedder/system_api.rs, try_grow_wasm_memory.
 */
export function heapGrew(run: ExecutionRun, sizeBytes: number, grownBytes: number): void {
  const { mode } = run.input;
  const limit = run.system.wasmMemoryLimit;
  if (limit !== 0n && BigInt(sizeBytes) > limit && LIMITED.has(mode)) {
    throw wasmMemoryLimitExceeded(limit, sizeBytes);
  }
  const given = run.memory?.grow(BigInt(grownBytes), mode, run.isControllerCalling) ?? true;
  if (!given) throw outOfMemory();
}

/**
 * Grows stable memory. Units: pages of 64 KiB; the old size, or -1 where there is no room.
 * Errors: CanisterTrap IC0532, IC0534; nothing has grown then.
 */
export function growStable({ stable, run }: ApiHost, pages: number): number {
  const old = stable.grow(pages);
  if (old === -1 || pages === 0) return old;
  const bytes = BigInt(pages) * BigInt(WASM_PAGE_BYTES);
  const given = run.memory?.grow(bytes, run.input.mode, run.isControllerCalling) ?? true;
  if (given) return old;
  stable.shrink(old);
  return -1;
}
