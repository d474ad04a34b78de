import type { CallFailed, IdentityRefused, ProofInvalid, RegistryRefused, VaultRefused } from '@indus/client';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import type { KeptFailure } from '../offline/outbox-item.ts';

/** A refusal by a canister, with its typed reason. */
export type Refusal = VaultRefused | RegistryRefused | IdentityRefused;

/** What the client throws, by its name: the frame of the page tells errors apart before the client is fetched. */
interface ClientErrors {
  readonly CallFailed: CallFailed;
  readonly IdentityRefused: IdentityRefused;
  readonly ProofInvalid: ProofInvalid;
  readonly RegistryRefused: RegistryRefused;
  readonly VaultRefused: VaultRefused;
}

function is<Name extends keyof ClientErrors>(name: Name, error: unknown): error is ClientErrors[Name] {
  return error instanceof Error && error.name === name;
}

/** Whether nobody answered a call. */
export function isCallFailed(error: unknown): error is CallFailed {
  return is('CallFailed', error);
}

/** Whether an answer's proof does not hold. */
export function isProofInvalid(error: unknown): error is ProofInvalid {
  return is('ProofInvalid', error);
}

/** Whether a canister refused a request, as its interface says it may. */
export function isRefusal(error: unknown): error is Refusal {
  return is('VaultRefused', error) || is('RegistryRefused', error) || is('IdentityRefused', error);
}

/** Whether the network was not reached, so that nothing is known of what it would have answered. */
export function isUnreachable(error: unknown): boolean {
  return isCallFailed(error) && error.code === 'unreachable';
}

/**
 * The words for an error: a key of the catalogue `failures` with the values that its text names. Never a message in English.
 */
export function explainFailure(error: unknown): KeptFailure {
  if (isRefusal(error)) {
    const [reason = 'Other', detail] = Object.entries(error.error)[0] ?? [];
    return { key: `refused.${reason}`, values: valuesOf(detail) };
  }
  if (isProofInvalid(error)) return { key: `proof.${error.fault}`, values: {} };
  if (isCallFailed(error)) {
    return { key: `call.${error.code}`, values: error.reject ? { code: error.reject.code } : {} };
  }
  if (error instanceof ConfigurationInvalid) return { key: 'configuration', values: {} };
  return { key: 'unexpected', values: {} };
}

/** What can stand in a sentence: numbers, codes, principals as text, times (`…_ns`) in milliseconds under the name `…_ms`. */
function valuesOf(detail: unknown): Record<string, string | number> {
  if (typeof detail !== 'object' || detail === null) return {};
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(detail)) {
    if (name.endsWith('_ns') && typeof value === 'bigint') {
      values[`${name.slice(0, -3)}_ms`] = Number(value / 1_000_000n);
    } else if (typeof value === 'bigint') values[name] = value.toString();
    else if (typeof value === 'string' || typeof value === 'number') values[name] = value;
    else if (isTextual(value)) values[name] = value.toText();
  }
  return values;
}

function isTextual(value: unknown): value is { toText(): string } {
  return typeof value === 'object' && value !== null && 'toText' in value;
}
