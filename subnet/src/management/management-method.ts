import type { MethodTypes } from './management-idl-table.ts';
import type { ManagementCall, ManagementHost } from './management-host.ts';

/** A call that was admitted and decoded. */
export interface MethodRequest {
  readonly call: ManagementCall;
  readonly host: ManagementHost;
}

/** How a method ended when it was not refused. */
export type MethodResult =
  | { readonly kind: 'reply'; readonly values: readonly unknown[]; readonly cyclesTaken: bigint }
  | { readonly kind: 'pending' };

/**
 * Who may send a method as an ingress message. `viewers` are controllers and whom the canister's status visibility
 * admits, `snapshot_viewers` those whom its snapshot visibility does; `query` means that the method answers queries only.
 */
export type IngressRule =
  'nobody' | 'controllers' | 'viewers' | 'snapshot_viewers' | 'controllers_and_admins' | 'anyone' | 'query';

/** One method of the management canister. */
export interface ManagementMethod<Argument = unknown> {
  readonly name: string;
  readonly types: MethodTypes;
  readonly ingress: IngressRule;
  /** It may also be called as a query. */
  readonly query: boolean;
  /** Field of the argument that holds the effective canister id. */
  readonly effectiveId: 'canister_id' | 'target_canister' | undefined;
  /**
   * Runs the method: everything is checked before anything is written.
   * Errors: ManagementRefused; then nothing has changed.
   */
  handle(request: MethodRequest, argument: Argument): MethodResult | Promise<MethodResult>;
}

/** A reply without values. */
export const DONE: MethodResult = { kind: 'reply', values: [], cyclesTaken: 0n };

/** A reply with one value. */
export function reply(value: unknown, cyclesTaken = 0n): MethodResult {
  return { kind: 'reply', values: [value], cyclesTaken };
}
