import type { CallContent } from '../envelope/content.ts';
import { principalText } from '../principal.ts';
import { effectiveCanisterId } from '../management/message-effective-id.ts';
import { HttpError } from './http-error.ts';

/** Methods of the management canister that name no canister. Source: IC interface specification, "Effective canister id". */
const CREATING = new Set(['create_canister', 'provisional_create_canister_with_cycles']);
const LISTING = new Set(['list_canisters']);

/**
 * Checks the effective canister id of a call or query. A management argument that names no readable canister passes:
 * the replica refuses such a call whatever the id is. Errors: HttpError 400 with both ids.
 */
export function checkEffectiveCanister(content: CallContent, effective: Uint8Array): void {
  const target = targetOf(content);
  if (target === undefined || Buffer.compare(target, effective) === 0) return;
  throw new HttpError(
    400,
    `Specified CanisterId ${principalText(target)} does not match effective canister id in URL ${principalText(effective)}`,
  );
}

/** Checks what may be sent to the `/subnet/` forms. Errors: HttpError 400. */
export function checkEffectiveSubnet(
  endpoint: 'call' | 'query',
  content: CallContent,
  effective: Uint8Array,
  subnetId: Uint8Array,
): void {
  checkSubnetId(effective, subnetId);
  const allowed = endpoint === 'call' ? CREATING : LISTING;
  if (content.canister.length === 0 && allowed.has(content.method)) return;
  throw new HttpError(
    400,
    `Subnet ${endpoint} endpoint expected ${[...allowed].join(' or ')} of aaaaa-aa, ` +
      `got another method or canister (${principalText(content.canister)})`,
  );
}

/** Checks that a path names this subnet. Errors: HttpError 400. */
export function checkSubnetId(effective: Uint8Array, subnetId: Uint8Array): void {
  if (Buffer.compare(effective, subnetId) === 0) return;
  throw new HttpError(
    400,
    `Specified subnet ID ${principalText(effective)} does not match the subnet ID of this node ${principalText(subnetId)}`,
  );
}

/** The canister that the effective id must be; undefined when any will do. */
function targetOf(content: CallContent): Uint8Array | undefined {
  if (content.canister.length > 0) return content.canister;
  return effectiveCanisterId(content.method, content.argument);
}
