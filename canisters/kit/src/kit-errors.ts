import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Refusal } from './refusal.ts';
import { Role } from './directory-feed.ts';

/** Refusals of `access`: cases for a canister's `MethodError`. */
export const ACCESS_ERRORS = {
  AnonymousCaller: IDL.Null,
  RoleRequired: IDL.Record({ roles: IDL.Vec(Role), organisation: IDL.Opt(IDL.Nat64) }),
  NotPermitted: IDL.Record({ caller: IDL.Principal }),
  DirectoryStale: IDL.Record({ synced_at_ns: IDL.Nat64 }),
} as const;

/** Refusals that depend on what a request says: cases for a canister's `MethodError`. */
export const REQUEST_ERRORS = {
  Invalid: IDL.Record({ field: IDL.Text, message: IDL.Text, limit: IDL.Opt(IDL.Nat64) }),
  InvalidCursor: IDL.Null,
} as const;

/** Refusals that pass with time: cases for a canister's `MethodError`. */
export const WAIT_ERRORS = {
  RateLimited: IDL.Record({ class: IDL.Text, retry_at_ns: IDL.Nat64 }),
  Busy: IDL.Record({ retry_at_ns: IDL.Nat64 }),
  NotReady: IDL.Null,
} as const;

/** Refusals of `idempotency`: cases for a canister's `MethodError`. */
export const IDEMPOTENCY_ERRORS = {
  IdempotencyConflict: IDL.Record({ key: IDL.Vec(IDL.Nat8) }),
  TooManyIdempotencyKeys: IDL.Record({ limit: IDL.Nat32, retry_at_ns: IDL.Nat64 }),
} as const;

/** What the kit refuses with; a canister's `MethodError` has the cases of what it uses. */
export type KitError =
  /** The method wants a signed caller. */
  | { readonly AnonymousCaller: null }
  /** One of these roles, in that organisation or, when absent, in any active one. */
  | { readonly RoleRequired: { readonly roles: readonly Role[]; readonly organisation: [] | [bigint] } }
  /** Only canisters and people named in the configuration may do this. */
  | { readonly NotPermitted: { readonly caller: Principal } }
  /** The mirror of the registry's directory is too old to decide by. Units: nanoseconds. */
  | { readonly DirectoryStale: { readonly synced_at_ns: bigint } }
  | { readonly Invalid: { readonly field: string; readonly message: string; readonly limit: [] | [bigint] } }
  /** A cursor is only good for the caller and the request it was answered to. */
  | { readonly InvalidCursor: null }
  /** Too many calls of this class. Units: nanoseconds. */
  | { readonly RateLimited: { readonly class: string; readonly retry_at_ns: bigint } }
  /** Someone else is at it; the claim ends by then at the latest. Units: nanoseconds. */
  | { readonly Busy: { readonly retry_at_ns: bigint } }
  /** The canister has just started and waits for its secret; a few rounds. */
  | { readonly NotReady: null }
  /** The key was used for another request. */
  | { readonly IdempotencyConflict: { readonly key: Uint8Array } }
  /** Units: keys; nanoseconds. */
  | { readonly TooManyIdempotencyKeys: { readonly limit: number; readonly retry_at_ns: bigint } };

/** Ends a method with a refusal of the kit. Context: before the first write. */
export function refuseKit(error: KitError): never {
  throw new Refusal<KitError>(error);
}
