import type { PrincipalKey } from '../principal.ts';

/** Who made a change. Source: ic.did `change_origin`. */
export type ChangeOrigin =
  | { readonly kind: 'user'; readonly user: PrincipalKey }
  | { readonly kind: 'canister'; readonly canister: PrincipalKey; readonly version: bigint | undefined };

/** One entry of a canister's history. Source: ic.did `change`. */
export interface CanisterChange {
  readonly timestampNs: bigint;
  readonly canisterVersion: bigint;
  readonly origin: ChangeOrigin;
  readonly details:
    | {
        readonly kind: 'creation';
        readonly controllers: readonly PrincipalKey[];
        readonly environmentHash?: string;
      }
    | { readonly kind: 'code_uninstall' }
    | {
        readonly kind: 'code_deployment';
        readonly mode: 'install' | 'reinstall' | 'upgrade';
        readonly moduleHash: string;
      }
    | {
        readonly kind: 'load_snapshot';
        /** Absent when the snapshot is the canister's own. */
        readonly from?: PrincipalKey;
        /** Hexadecimal. */
        readonly snapshotId: string;
        readonly canisterVersion: bigint;
        readonly takenAtNs: bigint;
        readonly source: 'taken_from_canister' | 'metadata_upload';
      }
    | { readonly kind: 'controllers_change'; readonly controllers: readonly PrincipalKey[] }
    | {
        readonly kind: 'settings_change';
        readonly controllers?: readonly PrincipalKey[];
        readonly environmentHash?: string;
      };
}

/** The newest entries that are kept. Source: interface specification, "canister_info" (at least 20). */
export const HISTORY_ENTRIES_MAX = 20;
