import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { keyText } from '../principal.ts';
import { findCanister, isVisible } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { LOG_RECORD_OVERHEAD_BYTES, LOG_REPLY_BYTES_MAX } from './management-limits.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';

/**
 * Gives the newest log records of a canister, oldest first, to its controllers and whom its log visibility admits.
 * Context: queries only.
 * Errors: IC0301, IC0406.
 * Source: interface specification, "fetch_canister_logs".
 */
export const fetchCanisterLogs: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'fetch_canister_logs',
  types: MANAGEMENT_IDL.fetch_canister_logs,
  ingress: 'query',
  query: true,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const { caller } = request.call;
    const canister = findCanister(request, canister_id);
    if (!isVisible(canister, canister.settings.logVisibility, caller)) {
      throw new ManagementRefused(
        'IC0406',
        `Caller ${keyText(caller)} is not allowed to query ic00 method fetch_canister_logs`,
      );
    }
    return reply({ canister_log_records: newestRecords(canister) });
  },
};

function newestRecords({ log, logNextIndex }: CanisterState): unknown[] {
  let first = log.length;
  let bytes = 0;
  while (first > 0) {
    bytes += (log[first - 1]?.content.length ?? 0) + LOG_RECORD_OVERHEAD_BYTES;
    if (bytes > LOG_REPLY_BYTES_MAX) break;
    first -= 1;
  }
  const index = logNextIndex - BigInt(log.length - first);
  return log.slice(first).map(({ timestampNs, content }, i) => ({
    idx: index + BigInt(i),
    timestamp_nanos: timestampNs,
    content,
  }));
}
