import type { Principal } from '@dfinity/principal';
import { equalBytes } from '@indus/kit/bytes';
import type { RoleName } from '@indus/kit/directory-feed';
import type { Env } from '@indus/kit/env';
import type { CanisterDeclaration, CanisterRecord, Source } from './canister-record.ts';
import { canisterKey } from './canister-store.ts';
import { declareCanister, putNewCanister, retireCanister } from './change-canister.ts';
import { checkDeclaration, findCanister } from './check-canister.ts';
import { ORGANISATION_CANISTERS_MAX } from './limits.ts';
import { refuse } from './method-error.ts';
import { requireRole } from './require-role.ts';
import type { Registry } from './storage.ts';

/** Names a canister. */
export interface CanisterRequest {
  readonly canister: Principal;
}

/** A canister and what is said of it. */
export interface DeclareCanisterRequest extends CanisterRequest {
  readonly declaration: CanisterDeclaration;
}

/** Whose canister it is, too. */
export interface RegisterCanisterRequest extends DeclareCanisterRequest {
  readonly organisation: bigint;
}

const ROLES: readonly RoleName[] = ['admin', 'developer'];

/**
 * Puts a canister of the caller's organisation on record; it is looked at in the next rounds.
 * Errors: Invalid; OrganisationNotFound; OrganisationSuspended; RoleRequired; CanisterTaken; TooMany.
 */
export function registerCanister(
  registry: Registry,
  env: Env,
  request: RegisterCanisterRequest,
): CanisterRecord {
  const { organisation, canister, declaration } = request;
  requireRole(registry, env, organisation, ROLES);
  checkDeclaration(declaration);
  const known = registry.canisters.records.get(canisterKey(canister));
  if (known !== undefined && !('retired' in known.state))
    refuse({ CanisterTaken: { canister, organisation: known.declared.organisation } });
  const registered = registry.canisters.registeredBy(organisation);
  const limit = BigInt(ORGANISATION_CANISTERS_MAX);
  if (registered.value >= limit) refuse({ TooMany: { what: 'canisters', limit } });
  registered.next();
  const record = putNewCanister(registry, env, {
    ...declaration,
    canister,
    organisation,
    version: (known?.declared.version ?? 0) + 1,
    by: env.caller,
    proposal: [],
    at_ns: env.nowNs,
  });
  registry.commit(env);
  return record;
}

/**
 * Says something else of a canister, as a new version of its record. What a critical canister is built from, and that it is
 * critical, only the board changes.
 * Errors: CanisterNotFound; CanisterRetired; OrganisationSuspended; RoleRequired; Invalid; UpgradeNeedsNotice.
 */
export function amendCanister(registry: Registry, env: Env, request: DeclareCanisterRequest): CanisterRecord {
  const { canister, declaration } = request;
  const before = findCanister(registry, canister);
  const { organisation, critical } = before.declared;
  requireRole(registry, env, organisation, ROLES);
  checkDeclaration(declaration);
  const isSameModule =
    equalBytes(declaration.expected_sha256, before.declared.expected_sha256) &&
    sameSource(declaration.source, before.declared.source);
  if (critical && !(declaration.critical && isSameModule)) refuse({ UpgradeNeedsNotice: { canister } });
  const declared = { ...declaration, canister, organisation, proposal: [] as [] };
  const record = declareCanister(registry, env, before, declared);
  registry.commit(env);
  return record;
}

/**
 * Takes a canister out of service.
 * Errors: CanisterNotFound; CanisterRetired; OrganisationSuspended; RoleRequired; UpgradeNeedsNotice when it is critical.
 */
export function retireOwnCanister(
  registry: Registry,
  env: Env,
  { canister }: CanisterRequest,
): CanisterRecord {
  const before = findCanister(registry, canister);
  requireRole(registry, env, before.declared.organisation, ROLES);
  if (before.declared.critical) refuse({ UpgradeNeedsNotice: { canister } });
  const record = retireCanister(registry, env, before);
  registry.commit(env);
  return record;
}

function sameSource(a: Source, b: Source): boolean {
  return a.repository === b.repository && a.commit === b.commit && a.module === b.module;
}
