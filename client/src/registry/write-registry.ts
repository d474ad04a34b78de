import type { Principal } from '@dfinity/principal';
import type {
  Action,
  Attestation,
  CanisterDeclaration,
  CanisterRecord,
  MemberRoles,
  Proposal,
  Role,
  Source,
} from '../generated/registry.ts';
import { ask, type Registry } from './registry.ts';

/** How a request is sent. */
export interface Once {
  /** Makes the request safe to send again for a day. Bounds: 1 to 64 bytes. */
  readonly idempotencyKey?: Uint8Array;
}

/** A role of a principal in an organisation. */
export interface RoleOf {
  readonly organisation: bigint;
  readonly member: Principal;
  readonly role: Role;
}

/**
 * Makes a proposal, once for each key. The answer is certified by the subnet, as are those of all functions here.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function proposeOnce(registry: Registry, action: Action, once: Once): Promise<Proposal> {
  return ask('propose_once', () => registry.service.propose_once({ action, ...keyOf(once) }));
}

/**
 * An admin gives the role officer, auditor or developer in her own organisation.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function grantRole(registry: Registry, role: RoleOf, once: Once = {}): Promise<MemberRoles> {
  return ask('grant_role', () => registry.service.grant_role({ ...role, ...keyOf(once) }));
}

/**
 * An admin takes such a role away.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function revokeRole(registry: Registry, role: RoleOf, once: Once = {}): Promise<MemberRoles> {
  return ask('revoke_role', () => registry.service.revoke_role({ ...role, ...keyOf(once) }));
}

/**
 * An admin moves all roles of a member to the member's new key; the old one has none any more.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function rotateKey(
  registry: Registry,
  rotation: { readonly organisation: bigint; readonly from: Principal; readonly to: Principal },
  once: Once = {},
): Promise<MemberRoles> {
  return ask('rotate_key', () => registry.service.rotate_key({ ...rotation, ...keyOf(once) }));
}

/**
 * An admin or developer puts a canister of the organisation on record.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function registerCanister(
  registry: Registry,
  registration: {
    readonly organisation: bigint;
    readonly canister: Principal;
    readonly declaration: CanisterDeclaration;
  },
  once: Once = {},
): Promise<CanisterRecord> {
  return ask('register_canister', () =>
    registry.service.register_canister({ ...registration, ...keyOf(once) }),
  );
}

/**
 * Declares something else of a canister, as a new version of its record.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function amendCanister(
  registry: Registry,
  change: { readonly canister: Principal; readonly declaration: CanisterDeclaration },
  once: Once = {},
): Promise<CanisterRecord> {
  return ask('amend_canister', () => registry.service.amend_canister({ ...change, ...keyOf(once) }));
}

/**
 * Takes a canister out of service.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function retireCanister(
  registry: Registry,
  canister: Principal,
  once: Once = {},
): Promise<CanisterRecord> {
  return ask('retire_canister', () => registry.service.retire_canister({ canister, ...keyOf(once) }));
}

/**
 * A builder says what a source builds to: once, for ever.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function attestBuild(
  registry: Registry,
  found: { readonly source: Source; readonly sha256: Uint8Array },
  once: Once = {},
): Promise<Attestation> {
  return ask('attest', () => registry.service.attest({ ...found, ...keyOf(once) }));
}

function keyOf({ idempotencyKey }: Once): { idempotency_key: [] | [Uint8Array] } {
  return { idempotency_key: idempotencyKey ? [idempotencyKey] : [] };
}
