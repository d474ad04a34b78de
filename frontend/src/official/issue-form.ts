import type { Principal, vault } from '@indus/client';
import { endOfDayNs, startOfDayNs } from '../parts/day-bounds.ts';

/** What an official enters to issue a record. */
export interface IssueForm {
  readonly subject: Principal | undefined;
  readonly recordClass: string;
  readonly detail: 'profile' | 'summary' | 'transactions';
  /** Days as `<input type="date">` gives them. */
  readonly from: string;
  readonly to: string;
  readonly mediaType: string;
  readonly body: Uint8Array;
}

/** The first field that is not right. */
export type IssueFault = 'subject' | 'class' | 'period' | 'body';

/** Bytes of a body, with room for the seal. Source: canisters/vault/vault.did. */
export const BODY_BYTES_MAX = 65_000;

/** The request without its idempotency key, or what is not right. */
export function issueRequestOf(
  form: IssueForm,
  organisation: bigint,
): Omit<vault.IssueRequest, 'idempotency_key'> | IssueFault {
  const from_ns = startOfDayNs(form.from);
  const to_ns = endOfDayNs(form.to);
  if (!form.subject) return 'subject';
  if (form.recordClass === '') return 'class';
  if (from_ns === undefined || to_ns === undefined || from_ns >= to_ns) return 'period';
  if (form.body.length === 0 || form.body.length > BODY_BYTES_MAX) return 'body';
  return {
    subject: form.subject,
    class: form.recordClass,
    detail: { [form.detail]: null } as vault.Detail,
    from_ns,
    to_ns,
    media_type: form.mediaType || 'application/octet-stream',
    body: form.body,
    organisation,
    on_behalf_of: [],
  };
}
