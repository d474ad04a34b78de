import type { PrincipalKey } from '../principal.ts';
import type {
  Execution,
  ExecutionResult,
  Installation,
  MemoryDelta,
  PageSet,
  SystemState,
} from './protocol.ts';

/** What the replica's side sends to the worker; `id` comes back with every answer. */
export type SandboxRequest = { readonly id: number } & SandboxOrder;

/** One call of the Sandbox interface. */
export type SandboxOrder =
  | { readonly kind: 'prepare'; readonly module: Uint8Array }
  | {
      readonly kind: 'install';
      readonly canister: PrincipalKey;
      readonly installation: Installation;
      readonly system: SystemState;
    }
  | {
      readonly kind: 'load';
      readonly canister: PrincipalKey;
      readonly module: Uint8Array;
      readonly memory: MemoryDelta;
    }
  | { readonly kind: 'unload'; readonly canister: PrincipalKey }
  | {
      readonly kind: 'execute';
      readonly canister: PrincipalKey;
      readonly system: SystemState;
      readonly executions: readonly Execution[];
    }
  | { readonly kind: 'release'; readonly canister: PrincipalKey }
  | { readonly kind: 'collect'; readonly canisters: readonly PrincipalKey[] }
  | {
      readonly kind: 'pages';
      readonly canister: PrincipalKey;
      readonly memory: 'heap' | 'stable';
      readonly from: number;
      readonly pagesMax: number;
    }
  | { readonly kind: 'globals'; readonly canister: PrincipalKey }
  | {
      readonly kind: 'replace';
      readonly canister: PrincipalKey;
      readonly module: Uint8Array;
      readonly memory: MemoryDelta;
    }
  | {
      readonly kind: 'fill';
      readonly canister: PrincipalKey;
      readonly memory: 'heap' | 'stable';
      readonly pages: PageSet;
    }
  | {
      readonly kind: 'read';
      readonly canister: PrincipalKey;
      readonly memory: 'heap' | 'stable';
      readonly offset: bigint;
      readonly length: number;
    };

/** What the worker sends back: any number of results of an `execute`, then one end. */
export type SandboxResponse =
  | {
      readonly id: number;
      readonly kind: 'results';
      /** Index of the first of them in the order's executions. */
      readonly first: number;
      readonly results: readonly ExecutionResult[];
    }
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

/** What the worker is started with. */
export interface SandboxWorkerData {
  readonly cacheDir: string | undefined;
}
