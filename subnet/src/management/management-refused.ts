import { keyText, type PrincipalKey } from '../principal.ts';
import { reject, UNROUTABLE, type Reject } from '../reject.ts';

/**
 * A management call that is refused as designed. Dispatch turns it into the rejection that it carries.
 * Source of codes and texts: dfinity/ic rs/types/error_types/src/lib.rs and
 * rs/execution_environment/src/canister_manager/types.rs, commit 00e63cd2fc84c750a1591a3b1abf37aa6d804fc8.
 */
export class ManagementRefused extends Error {
  override readonly name = 'ManagementRefused';
  readonly reject: Reject;

  constructor(errorCode: string, message: string) {
    super(message);
    this.reject = reject(errorCode, message);
  }
}

/** No method of that name, or not yet. */
export function methodNotFound(method: string): ManagementRefused {
  return new ManagementRefused('IC0536', `Management canister has no method '${method}'`);
}

/** No method of that name that may be queried. */
export function queryNotFound(method: string): ManagementRefused {
  return new ManagementRefused('IC0536', `Query method ${method} not found.`);
}

/** Users may not call the method. */
export function onlyCanisters(method: string): ManagementRefused {
  return new ManagementRefused('IC0406', `Only canisters can call ic00 method ${method}`);
}

/** The argument is not what the method takes. */
export function badPayload(reason: string): ManagementRefused {
  return new ManagementRefused('IC0408', `Error decoding candid: ${reason}`);
}

/** A bounded list in the argument is too long. */
export function tooManyElements(max: number): ManagementRefused {
  return badPayload(`Deserialize error: The number of elements exceeds maximum allowed ${max}`);
}

/** An ingress message whose canister cannot be read. */
export function undecodable(method: string): ManagementRefused {
  return new ManagementRefused('IC0408', `Failed to decode payload for ic00 method: ${method}`);
}

/** No such canister on this subnet. */
export function canisterNotFound(canister: PrincipalKey): ManagementRefused {
  return new ManagementRefused('IC0301', `Canister ${keyText(canister)} not found.`);
}

/** The caller does not control the canister. */
export function notController(
  canister: PrincipalKey,
  controllers: readonly PrincipalKey[],
  caller: PrincipalKey,
): ManagementRefused {
  return new ManagementRefused(
    'IC0512',
    `Only the controllers of the canister ${keyText(canister)} can control it.\n` +
      `Canister's controllers: ${controllers.map(keyText).join(' ')}\n` +
      `Sender's ID: ${keyText(caller)}`,
  );
}

/** A chunk or a list of chunks is refused. */
export function chunkStoreError(reason: string): ManagementRefused {
  return new ManagementRefused('IC0504', `Error from Wasm chunk store: ${reason}.`);
}

/** A number in the argument is beyond its bounds. */
export function outOfRange(what: string, range: string, got: bigint): ManagementRefused {
  return new ManagementRefused('IC0504', `${what} expected to be in the range of [${range}], got ${got}`);
}

/** A request that no subnet can answer; the IC finds this out before it sends it. */
export function unroutable(method: string, reason: string): ManagementRefused {
  return new ManagementRefused('IC0301', `${UNROUTABLE} ${method}: ChainKeyError(${JSON.stringify(reason)})`);
}
