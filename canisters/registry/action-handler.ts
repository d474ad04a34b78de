import type { Env } from '@indus/kit/env';
import type { Registry } from './storage.ts';

/** The proposal that is being carried out. */
export interface Enactment {
  readonly env: Env;
  readonly proposal: bigint;
}

/** How one kind of action is decided and carried out. */
export interface ActionHandler<Value> {
  /**
   * Whether the action is within its bounds and possible in the state as it is; asked when it is proposed and again when it
   * is executed.
   * Errors: the cases of MethodError that its subject has.
   */
  check(registry: Registry, value: Value, nowNs: bigint): void;
  /** Approvals that it needs at least, whatever the board's threshold. */
  readonly approvalsMin?: number;
  /** Carries the action out, which has been checked, and answers the organisation that it made or changed, if any. */
  apply(registry: Registry, value: Value, enactment: Enactment): bigint | undefined;
}

/** Handlers for all cases of a variant of actions. */
export type ActionHandlers<Variant> = {
  readonly [Case in CasesOf<Variant>]: ActionHandler<ValueOf<Variant, Case>>;
};

type CasesOf<Variant> = Variant extends unknown ? keyof Variant : never;
type ValueOf<Variant, Case extends PropertyKey> = Variant extends { readonly [Name in Case]: infer Value }
  ? Value
  : never;
