import type { PrincipalKey } from '../principal.ts';
import type {
  Execution,
  ExecutionResult,
  Installation,
  MemoryDelta,
  PageSet,
  PrepareResult,
  SystemState,
} from './protocol.ts';
import type { Executed, Installed } from './sandbox.ts';
import type { LoadedModule } from './wasm-instance.ts';

/** What the replica's side sends to the worker; `id` comes back with every answer. */
export type SandboxRequest = { readonly id: number } & SandboxOrder;

/**
 * One copy of a canister in the workers. A number is given once: what was meant for a copy never reaches another one, though
 * both are of one canister and in one worker.
 */
export interface Copy {
  readonly canister: PrincipalKey;
  readonly number: number;
}

/** One order for a worker; all but `prepare` are about one copy of a canister. A copy is loaded before all else, and once. */
export type SandboxOrder =
  | { readonly kind: 'prepare'; readonly module: Uint8Array }
  | {
      readonly kind: 'install';
      readonly copy: Copy;
      readonly loaded: LoadedModule;
      readonly installation: Installation;
      readonly system: SystemState;
    }
  | {
      readonly kind: 'load';
      readonly copy: Copy;
      /** Absent: the canister has no code. */
      readonly code: { readonly loaded: LoadedModule; readonly memory: MemoryDelta } | undefined;
    }
  | { readonly kind: 'unload'; readonly copy: Copy }
  | {
      readonly kind: 'execute';
      readonly copy: Copy;
      readonly system: SystemState;
      readonly executions: readonly Execution[];
    }
  | { readonly kind: 'release'; readonly copy: Copy; readonly hold: number }
  | {
      readonly kind: 'pages';
      readonly copy: Copy;
      readonly memory: 'heap' | 'stable';
      readonly from: number;
      readonly pagesMax: number;
    }
  | { readonly kind: 'globals'; readonly copy: Copy }
  | {
      readonly kind: 'read';
      readonly copy: Copy;
      readonly memory: 'heap' | 'stable';
      readonly offset: bigint;
      readonly length: number;
    };

/** What ends each kind of order. */
export interface SandboxAnswers {
  readonly prepare: PreparedModule;
  readonly install: Installed;
  readonly load: undefined;
  readonly unload: undefined;
  readonly execute: Executed;
  readonly release: undefined;
  readonly pages: PageSet;
  readonly globals: Uint8Array;
  readonly read: Uint8Array;
}

/** A module as a worker prepared it; the compiled form, absent when it was refused, is shared by all workers. */
export type PreparedModule = PrepareResult & {
  readonly moduleHash: string;
  readonly module?: WebAssembly.Module;
};

/** What the worker sends back: of an `execute` any number of results, then one end. */
export type SandboxResponse =
  | { readonly id: number; readonly kind: 'results'; readonly results: readonly ExecutionResult[] }
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

/** What the worker is started with. */
export interface SandboxWorkerData {
  readonly cacheDir: string | undefined;
  /** Where the replica's side writes the ids of orders that it gave to another worker: id at `id % length`. */
  readonly withdrawn: Int32Array;
}
