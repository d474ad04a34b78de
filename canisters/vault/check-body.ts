import { checkPeriod, checkSize, checkText } from './check-text.ts';
import { BODY_SIZE_BYTES_MAX, MEDIA_TYPE_CHARACTERS_MAX, ON_BEHALF_CHARACTERS_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import { sealedEpochOf } from './sealed-body.ts';
import type { RecordClass } from '@indus/kit/directory-feed';
import type { Vault } from './storage.ts';

const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+(; ?[a-z0-9-]+=[A-Za-z0-9_.-]+)*$/;

/** What records carry. */
export interface NewBody {
  readonly from_ns: bigint;
  readonly to_ns: bigint;
  readonly media_type: string;
  readonly body: Uint8Array;
  readonly on_behalf_of: [] | [string];
}

/**
 * The class under which an organisation may issue.
 * Errors: UnknownRecordClass, also for a retired one; NotIssuer.
 */
export function checkIssuer(vault: Vault, code: string, organisation: bigint): RecordClass {
  const known = vault.directory.recordClass(code);
  if (known === undefined || known.retired) refuse({ UnknownRecordClass: { code } });
  if (![...known.issuers].includes(organisation)) refuse({ NotIssuer: { class: code, organisation } });
  return known;
}

/** Errors: Invalid; SealedClassNeedsCiphertext. */
export function checkBody(recordClass: RecordClass, value: NewBody): void {
  checkPeriod('from_ns', value.from_ns, value.to_ns);
  checkText('media_type', value.media_type, 1, MEDIA_TYPE_CHARACTERS_MAX);
  if (!MEDIA_TYPE.test(value.media_type))
    refuseInvalid('media_type', 'expected a media type as "text/plain"');
  checkSize('body', value.body, 1, BODY_SIZE_BYTES_MAX);
  for (const name of value.on_behalf_of) checkText('on_behalf_of', name, 1, ON_BEHALF_CHARACTERS_MAX);
  if (recordClass.sealed && sealedEpochOf(value.body) === undefined) {
    refuse({ SealedClassNeedsCiphertext: { class: recordClass.code } });
  }
}
