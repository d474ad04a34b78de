import type { Principal } from '@dfinity/principal';
import { concatBytes } from '@indus/kit/bytes';
import { readU64, u64Key } from '@indus/kit/key';
import { isEnded } from './check-grant.ts';
import type { DelegateGrant } from './delegate-grant.ts';
import type { Dossier } from './dossier.ts';
import { GRANTS_TO_ONE_MAX } from './limits.ts';
import { refuse } from './refuse.ts';

const ID_SIZE_BYTES = 8;

/** Ids of the grants that a principal may still act by, newest first, and perhaps of some that have ended since. */
export function grantsTo(dossier: Dossier, delegate: Principal): bigint[] {
  const row = dossier.delegates.get(delegate.toUint8Array()) ?? new Uint8Array(0);
  return Array.from({ length: row.length / ID_SIZE_BYTES }, (_, at) => readU64(row, at * ID_SIZE_BYTES));
}

/** Refuses one more grant to somebody who has many. Errors: TooMany. */
export function checkRoomForGrant(dossier: Dossier, delegate: Principal, nowNs: bigint): void {
  if (standing(dossier, delegate, nowNs).length < GRANTS_TO_ONE_MAX) return;
  refuse({ TooMany: { what: 'grants to one delegate', limit: BigInt(GRANTS_TO_ONE_MAX) } });
}

/** Notes a new grant, and forgets those to the same delegate that have ended. */
export function noteGrant(
  dossier: Dossier,
  grant: Pick<DelegateGrant, 'id' | 'delegate'>,
  nowNs: bigint,
): void {
  const ids = [grant.id, ...standing(dossier, grant.delegate, nowNs)];
  dossier.delegates.set(grant.delegate.toUint8Array(), concatBytes(...ids.map(u64Key)));
}

function standing(dossier: Dossier, delegate: Principal, nowNs: bigint): bigint[] {
  return grantsTo(dossier, delegate).filter((id) => {
    const grant = dossier.item('grant', id);
    return grant !== undefined && !isEnded(grant, nowNs);
  });
}
