import type { act, ActRequest, changeRegister, Principal, registry as registryTypes } from '@indus/client';

/** Acts of the vault that go through the outbox. */
export type VaultAct = Parameters<typeof act>[2];
/** Methods of the registry that go through the outbox. */
export type RegistryMethod = Parameters<typeof changeRegister>[1];

type WithoutKey<Request> = Omit<Request, 'idempotency_key'>;

/** One change of the vault: the request as its interface has it, without the idempotency key, which the outbox adds. */
export interface VaultWrite<Act extends VaultAct = VaultAct> {
  readonly to: 'vault';
  readonly method: Act;
  readonly subject: Principal;
  readonly request: WithoutKey<ActRequest<Act>>;
}

/** One change of the registry: the request without the idempotency key. */
export interface RegistryWrite<Method extends RegistryMethod = RegistryMethod> {
  readonly to: 'registry';
  readonly method: Method;
  readonly request: WithoutKey<Parameters<registryTypes._SERVICE[Method]>[0]>;
}

/** A change that a person asked for. */
export type Write =
  | { [Act in VaultAct]: VaultWrite<Act> }[VaultAct]
  | { [Method in RegistryMethod]: RegistryWrite<Method> }[RegistryMethod];
