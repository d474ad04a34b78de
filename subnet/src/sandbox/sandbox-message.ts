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

/** One order for a worker; all but `prepare` are about one canister. */
export type SandboxOrder =
  | { readonly kind: 'prepare'; readonly module: Uint8Array }
  | {
      readonly kind: 'install';
      readonly canister: PrincipalKey;
      readonly loaded: LoadedModule;
      readonly installation: Installation;
      readonly system: SystemState;
    }
  | {
      readonly kind: 'load';
      readonly canister: PrincipalKey;
      readonly loaded: LoadedModule;
      readonly memory: MemoryDelta;
    }
  | { readonly kind: 'unload'; readonly canister: PrincipalKey }
  | {
      readonly kind: 'execute';
      readonly canister: PrincipalKey;
      readonly system: SystemState;
      readonly executions: readonly Execution[];
    }
  | { readonly kind: 'release'; readonly canister: PrincipalKey; readonly hold: number }
  | {
      readonly kind: 'pages';
      readonly canister: PrincipalKey;
      readonly memory: 'heap' | 'stable';
      readonly from: number;
      readonly pagesMax: number;
    }
  | { readonly kind: 'globals'; readonly canister: PrincipalKey }
  | {
      readonly kind: 'read';
      readonly canister: PrincipalKey;
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
