import '@indus/kit/globals';
import { IDL } from '@dfinity/candid';
import { init, inspectMessage, postUpgrade, query, update } from 'azle';
import { azleSystem } from '@indus/kit/azle-system';
import { registryChanged } from '@indus/kit/directory-sync';
import { primeReplies, serve, serveInit } from '@indus/kit/endpoint';
import type { Method } from '@indus/kit/endpoint';
import type { Env } from '@indus/kit/env';
import { primeRecords } from '@indus/kit/record-codec';
import { openStableTable } from '@indus/kit/stable-table';
import { acceptCredential, removeCredential } from './accept-credential.ts';
import { addDevice } from './add-device.ts';
import { protectDevice, renameDevice } from './change-device.ts';
import { IdentityInit } from './configuration.ts';
import { confirmDevice } from './confirm-device.ts';
import { closeSession, endSession, listSessions, signOutEverywhere } from './end-session.ts';
import { closeEnrolment, openEnrolment, proposeDevice } from './enrolment.ts';
import { install, upgrade } from './install.ts';
import { issueCredential, withdrawCredential } from './issue-credential.ts';
import { jobKinds } from './job-kinds.ts';
import { CALLS, REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import { lookup, lookupByRecoveryPhrase, lookupDeviceKey } from './lookup.ts';
import { mayCall } from './may-call.ts';
import { METHODS, PLAIN_METHODS, PREPARED_DELEGATION } from './methods.ts';
import { getSessionDelegation, openSession, renewSession } from './open-session.ts';
import { delegate, getDelegation, getPrincipal, prepareDelegation } from './prepare-delegation.ts';
import type { PreparedDelegation } from './prepare-delegation.ts';
import { getStatement, prepareStatement } from './prepare-statement.ts';
import { listActivity, readAnchor } from './read-anchor.ts';
import { RECORD_TYPES } from './record-types.ts';
import { register, registrationTerms } from './register.ts';
import { removeDevice, replaceDevice } from './remove-device.ts';
import { servePlain } from './serve-plain.ts';
import { Provider } from './storage.ts';
import { twoResults } from './two-results.ts';

const MANUAL = { manual: true } as const;

const encodePrepared = (prepared: PreparedDelegation): Uint8Array =>
  new Uint8Array(IDL.encode(PREPARED_DELEGATION, [...prepared]));

/** A Candid message without values. */
const NO_VALUES = new Uint8Array(IDL.encode([], []));

/** The door of the identity provider: every method as declared in identity.did, and nothing else. */
export default class {
  readonly #provider = new Provider(openStableTable, azleSystem, jobKinds);

  @init([IDL.Opt(IdentityInit)], MANUAL)
  install(): void {
    this.#begin((env, given) => install(this.#provider, env, given));
  }

  @postUpgrade([IDL.Opt(IdentityInit)], MANUAL)
  upgrade(): void {
    this.#begin((env, given) => upgrade(this.#provider, env, given));
  }

  @inspectMessage(MANUAL)
  inspect(): boolean {
    return mayCall(this.#provider, azleSystem);
  }

  // The registry does not wait for an answer; ingress messages are turned away at the door.
  @update([IDL.Nat64], undefined, MANUAL)
  registry_changed(): void {
    const { directory, jobs, host } = this.#provider;
    serveInit<[bigint]>([IDL.Nat64], REQUEST_SIZE_BYTES_MAX, host, (env, head) =>
      registryChanged(directory, jobs, env, head),
    );
    azleSystem.reply(NO_VALUES);
  }

  @query(PLAIN_METHODS.lookup.args, PLAIN_METHODS.lookup.result, MANUAL)
  lookup(): void {
    this.#servePlain(PLAIN_METHODS.lookup, lookup);
  }

  @query(PLAIN_METHODS.lookup_device_key.args, PLAIN_METHODS.lookup_device_key.result, MANUAL)
  lookup_device_key(): void {
    this.#servePlain(PLAIN_METHODS.lookup_device_key, lookupDeviceKey);
  }

  @update(
    PLAIN_METHODS.lookup_caller_identity_by_recovery_phrase.args,
    PLAIN_METHODS.lookup_caller_identity_by_recovery_phrase.result,
    MANUAL,
  )
  lookup_caller_identity_by_recovery_phrase(): void {
    this.#servePlain(PLAIN_METHODS.lookup_caller_identity_by_recovery_phrase, lookupByRecoveryPhrase);
  }

  @query(PLAIN_METHODS.get_principal.args, PLAIN_METHODS.get_principal.result, MANUAL)
  get_principal(): void {
    this.#servePlain(PLAIN_METHODS.get_principal, getPrincipal);
  }

  @update(PLAIN_METHODS.prepare_delegation.args, twoResults(...PREPARED_DELEGATION), MANUAL)
  prepare_delegation(): void {
    this.#servePlain(
      PLAIN_METHODS.prepare_delegation,
      (provider, env, ...args) => prepareDelegation(provider, env, args),
      encodePrepared,
    );
  }

  @query(PLAIN_METHODS.get_delegation.args, PLAIN_METHODS.get_delegation.result, MANUAL)
  get_delegation(): void {
    this.#servePlain(PLAIN_METHODS.get_delegation, (provider, env, ...args) =>
      getDelegation(provider, env, args),
    );
  }

  @query(METHODS.registration_terms.args, METHODS.registration_terms.result, MANUAL)
  registration_terms(): void {
    this.#serve(METHODS.registration_terms, registrationTerms);
  }

  @update(METHODS.register.args, METHODS.register.result, MANUAL)
  register(): void {
    this.#serve(METHODS.register, register);
  }

  @update(METHODS.read_anchor.args, METHODS.read_anchor.result, MANUAL)
  read_anchor(): void {
    this.#serve(METHODS.read_anchor, readAnchor);
  }

  @update(METHODS.list_activity.args, METHODS.list_activity.result, MANUAL)
  list_activity(): void {
    this.#serve(METHODS.list_activity, listActivity);
  }

  @update(METHODS.add_device.args, METHODS.add_device.result, MANUAL)
  add_device(): void {
    this.#serve(METHODS.add_device, addDevice);
  }

  @update(METHODS.rename_device.args, METHODS.rename_device.result, MANUAL)
  rename_device(): void {
    this.#serve(METHODS.rename_device, renameDevice);
  }

  @update(METHODS.protect_device.args, METHODS.protect_device.result, MANUAL)
  protect_device(): void {
    this.#serve(METHODS.protect_device, protectDevice);
  }

  @update(METHODS.replace_device.args, METHODS.replace_device.result, MANUAL)
  replace_device(): void {
    this.#serve(METHODS.replace_device, replaceDevice);
  }

  @update(METHODS.remove_device.args, METHODS.remove_device.result, MANUAL)
  remove_device(): void {
    this.#serve(METHODS.remove_device, removeDevice);
  }

  @update(METHODS.open_enrolment.args, METHODS.open_enrolment.result, MANUAL)
  open_enrolment(): void {
    this.#serve(METHODS.open_enrolment, openEnrolment);
  }

  @update(METHODS.close_enrolment.args, METHODS.close_enrolment.result, MANUAL)
  close_enrolment(): void {
    this.#serve(METHODS.close_enrolment, closeEnrolment);
  }

  @update(METHODS.propose_device.args, METHODS.propose_device.result, MANUAL)
  propose_device(): void {
    this.#serve(METHODS.propose_device, proposeDevice);
  }

  @update(METHODS.confirm_device.args, METHODS.confirm_device.result, MANUAL)
  confirm_device(): void {
    this.#serve(METHODS.confirm_device, confirmDevice);
  }

  @update(METHODS.delegate.args, METHODS.delegate.result, MANUAL)
  delegate(): void {
    this.#serve(METHODS.delegate, delegate);
  }

  @update(METHODS.open_session.args, METHODS.open_session.result, MANUAL)
  open_session(): void {
    this.#serve(METHODS.open_session, openSession);
  }

  @update(METHODS.renew_session.args, METHODS.renew_session.result, MANUAL)
  renew_session(): void {
    this.#serve(METHODS.renew_session, renewSession);
  }

  @query(METHODS.get_session_delegation.args, METHODS.get_session_delegation.result, MANUAL)
  get_session_delegation(): void {
    this.#serve(METHODS.get_session_delegation, getSessionDelegation);
  }

  @update(METHODS.close_session.args, METHODS.close_session.result, MANUAL)
  close_session(): void {
    this.#serve(METHODS.close_session, closeSession);
  }

  @update(METHODS.list_sessions.args, METHODS.list_sessions.result, MANUAL)
  list_sessions(): void {
    this.#serve(METHODS.list_sessions, listSessions);
  }

  @update(METHODS.end_session.args, METHODS.end_session.result, MANUAL)
  end_session(): void {
    this.#serve(METHODS.end_session, endSession);
  }

  @update(METHODS.sign_out_everywhere.args, METHODS.sign_out_everywhere.result, MANUAL)
  sign_out_everywhere(): void {
    this.#serve(METHODS.sign_out_everywhere, signOutEverywhere);
  }

  @update(METHODS.issue_credential.args, METHODS.issue_credential.result, MANUAL)
  issue_credential(): void {
    this.#serve(METHODS.issue_credential, issueCredential);
  }

  @update(METHODS.withdraw_credential.args, METHODS.withdraw_credential.result, MANUAL)
  withdraw_credential(): void {
    this.#serve(METHODS.withdraw_credential, withdrawCredential);
  }

  @update(METHODS.accept_credential.args, METHODS.accept_credential.result, MANUAL)
  accept_credential(): void {
    this.#serve(METHODS.accept_credential, acceptCredential);
  }

  @update(METHODS.remove_credential.args, METHODS.remove_credential.result, MANUAL)
  remove_credential(): void {
    this.#serve(METHODS.remove_credential, removeCredential);
  }

  @update(METHODS.prepare_statement.args, METHODS.prepare_statement.result, MANUAL)
  prepare_statement(): void {
    this.#serve(METHODS.prepare_statement, prepareStatement);
  }

  @query(METHODS.get_statement.args, METHODS.get_statement.result, MANUAL)
  get_statement(): void {
    this.#serve(METHODS.get_statement, getStatement);
  }

  #serve<Args extends readonly unknown[], Value>(
    method: Method<Args, Value>,
    run: (provider: Provider, env: Env, ...args: Args) => Value,
  ): void {
    const provider = this.#provider;
    const before = (env: Env): void => provider.rates.take(env, CALLS);
    const hooks = method.kind === 'update' ? { before } : {};
    serve(method, provider.host, (env, ...args: Args) => run(provider, env, ...args), hooks);
  }

  #servePlain<Args extends readonly unknown[], Value>(
    method: Method<Args, Value>,
    run: (provider: Provider, env: Env, ...args: Args) => Value,
    encode?: (value: Value) => Uint8Array,
  ): void {
    const provider = this.#provider;
    const handle = (env: Env, ...args: Args): Value => {
      if (method.kind === 'update') provider.rates.take(env, CALLS);
      return run(provider, env, ...args);
    };
    servePlain(method, provider.host, handle, encode);
  }

  #begin(start: (env: Env, given: [] | [IdentityInit]) => void): void {
    primeReplies(METHODS);
    primeReplies(PLAIN_METHODS);
    primeRecords(RECORD_TYPES);
    const types = [IDL.Opt(IdentityInit)];
    serveInit<[[] | [IdentityInit]]>(types, REQUEST_SIZE_BYTES_MAX, this.#provider.host, start);
  }
}
