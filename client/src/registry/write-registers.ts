import type { ActorSubclass } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import type { _SERVICE, MethodError, ModelManifest } from '../generated/registry.ts';
import { recordTypes } from '../generated/registry-records.ts';
import { ask, type Registry } from './registry.ts';
import type { Once } from './write-registry.ts';

/** Methods that change the registry: each takes one request with an optional idempotency key. */
export type RegisterWrite =
  | 'propose_once'
  | 'vote'
  | 'withdraw'
  | 'grant_role'
  | 'revoke_role'
  | 'rotate_key'
  | 'register_canister'
  | 'amend_canister'
  | 'retire_canister'
  | 'attest'
  | 'acknowledge_incident'
  | 'register_dataset'
  | 'withdraw_dataset'
  | 'register_model'
  | 'set_stage'
  | 'roll_back_model'
  | 'register_algorithm'
  | 'publish_algorithm'
  | 'review_algorithm'
  | 'retire_algorithm'
  | 'put_dependency'
  | 'end_dependency'
  | 'report_outcomes';

type Service = ActorSubclass<_SERVICE>;
type RequestOf<Method extends RegisterWrite> = Omit<Parameters<Service[Method]>[0], 'idempotency_key'>;
type ValueOf<Method extends RegisterWrite> = Extract<
  Awaited<ReturnType<Service[Method]>>,
  { Ok: unknown }
>['Ok'];

/**
 * Changes the registry by one of its methods; the answer is the record as it is now, certified by the subnet.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function changeRegister<Method extends RegisterWrite>(
  registry: Registry,
  method: Method,
  request: RequestOf<Method>,
  { idempotencyKey }: Once = {},
): Promise<ValueOf<Method>> {
  const call = registry.service[method] as unknown as (
    sent: object,
  ) => Promise<{ Ok: ValueOf<Method> } | { Err: MethodError }>;
  return ask(method, () => call({ ...request, idempotency_key: idempotencyKey ? [idempotencyKey] : [] }));
}

/** The bytes of a manifest as the registry hashes them: what a builder signs. */
export function encodeManifest(manifest: ModelManifest): Uint8Array {
  return new Uint8Array(IDL.encode([recordTypes.ModelManifest], [manifest]));
}
