import { modeMask } from './execution-mode.ts';

/** `I` is a pointer or size: 32 or 64 bits, as the module's memory. */
export type ApiType = 'I' | 'i32' | 'i64';

/** One System API function. */
export interface ApiImport {
  readonly params: readonly ApiType[];
  readonly result: ApiType | undefined;
  /** Mask of the modes that may call it. */
  readonly modes: number;
  /** Fixed charge. Units: instructions. */
  readonly overhead: number;
  /** Only offered to modules with 32-bit pointers. */
  readonly only32: boolean;
}

type Row = readonly [name: string, params: string, result: string, modes: string, overhead: number];

const COPY = 'I I I';

/**
 * Signatures, contexts and charges.
 * Source: IC interface specification, "Overview of imports"; charges from dfinity/ic,
 * rs/embedders/src/wasmtime_embedder/system_api_complexity.rs (module `overhead`).
 */
const ROWS: readonly Row[] = [
  ['msg_arg_data_size', '', 'I', 'I U RQ NRQ TQ CQ Ry CRy F', 500],
  ['msg_arg_data_copy', COPY, '', 'I U RQ NRQ TQ CQ Ry CRy F', 500],
  ['msg_caller_size', '', 'I', '*', 500],
  ['msg_caller_copy', COPY, '', '*', 500],
  ['msg_caller_info_data_size', '', 'I', 'U RQ NRQ CQ Ry Rt CRy CRt C CC F', 500],
  ['msg_caller_info_data_copy', COPY, '', 'U RQ NRQ CQ Ry Rt CRy CRt C CC F', 500],
  ['msg_caller_info_signer_size', '', 'I', 'U RQ NRQ CQ Ry Rt CRy CRt C CC F', 500],
  ['msg_caller_info_signer_copy', COPY, '', 'U RQ NRQ CQ Ry Rt CRy CRt C CC F', 500],
  ['msg_reject_code', '', 'i32', 'Ry Rt CRy CRt C', 500],
  ['msg_reject_msg_size', '', 'I', 'Rt CRt', 500],
  ['msg_reject_msg_copy', COPY, '', 'Rt CRt', 500],
  ['msg_deadline', '', 'i64', 'U RQ NRQ CQ Ry Rt CRy CRt', 500],
  ['msg_reply_data_append', 'I I', '', 'U RQ NRQ TQ CQ Ry Rt CRy CRt', 500],
  ['msg_reply', '', '', 'U RQ NRQ TQ CQ Ry Rt CRy CRt', 500],
  ['msg_reject', 'I I', '', 'U RQ NRQ TQ CQ Ry Rt CRy CRt', 500],
  ['msg_cycles_available128', 'I', '', 'U RQ Rt Ry', 500],
  ['msg_cycles_refunded128', 'I', '', 'Rt Ry', 500],
  ['msg_cycles_accept128', 'i64 i64 I', '', 'U RQ Rt Ry', 500],
  ['cycles_burn128', 'i64 i64 I', '', 'I G U RQ Ry Rt C T', 500],
  ['canister_self_size', '', 'I', '*', 500],
  ['canister_self_copy', COPY, '', '*', 500],
  ['canister_cycle_balance128', 'I', '', '*', 500],
  ['canister_liquid_cycle_balance128', 'I', '', '*', 500],
  ['canister_status', '', 'i32', '*', 500],
  ['canister_version', '', 'i64', '*', 500],
  ['subnet_self_size', '', 'I', '*', 500],
  ['subnet_self_copy', COPY, '', '*', 500],
  ['msg_method_name_size', '', 'I', 'F', 500],
  ['msg_method_name_copy', COPY, '', 'F', 500],
  ['accept_message', '', '', 'F', 500],
  ['call_new', 'I I I I I I I I', '', 'U CQ Ry Rt CRy CRt T', 1500],
  ['call_on_cleanup', 'I I', '', 'U CQ Ry Rt CRy CRt T', 500],
  ['call_data_append', 'I I', '', 'U CQ Ry Rt CRy CRt T', 500],
  ['call_with_best_effort_response', 'i32', '', 'U CQ Ry Rt CRy CRt T', 500],
  ['call_cycles_add128', 'i64 i64', '', 'U Ry Rt T', 500],
  ['call_perform', '', 'i32', 'U CQ Ry Rt CRy CRt T', 5000],
  ['stable64_size', '', 'i64', '* s', 20],
  ['stable64_grow', 'i64', 'i64', '* s', 500],
  ['stable64_write', 'i64 i64 i64', '', '* s', 20],
  ['stable64_read', 'i64 i64 i64', '', '* s', 20],
  ['root_key_size', '', 'I', 'I G U RQ Ry Rt C T', 500],
  ['root_key_copy', COPY, '', 'I G U RQ Ry Rt C T', 500],
  ['certified_data_set', 'I I', '', 'I G U Ry Rt T', 500],
  ['data_certificate_present', '', 'i32', '*', 500],
  ['data_certificate_size', '', 'I', 'NRQ CQ', 500],
  ['data_certificate_copy', COPY, '', 'NRQ CQ', 500],
  ['time', '', 'i64', '*', 500],
  ['global_timer_set', 'i64', 'i64', 'I G U Ry Rt C T', 500],
  ['performance_counter', 'i32', 'i64', '* s', 200],
  ['is_controller', 'I I', 'i32', '* s', 1000],
  ['in_replicated_execution', '', 'i32', '* s', 500],
  ['cost_call', 'i64 i64 I', '', '* s', 500],
  ['cost_create_canister', 'I', '', '* s', 500],
  ['cost_http_request', 'i64 i64 I', '', '* s', 500],
  ['cost_sign_with_ecdsa', 'I I i32 I', 'i32', '* s', 500],
  ['cost_sign_with_schnorr', 'I I i32 I', 'i32', '* s', 500],
  ['cost_vetkd_derive_key', 'I I i32 I', 'i32', '* s', 500],
  ['env_var_count', '', 'I', '*', 500],
  ['env_var_name_size', 'I', 'I', '*', 500],
  ['env_var_name_copy', 'I I I I', '', '*', 500],
  ['env_var_name_exists', 'I I', 'i32', '*', 500],
  ['env_var_value_size', 'I I', 'I', '*', 500],
  ['env_var_value_copy', 'I I I I I', '', '*', 500],
  ['debug_print', 'I I', '', '* s', 100],
  ['trap', 'I I', '', '* s', 500],
];

/** Functions for 32-bit pointers only. Source: as above. */
const ROWS_32: readonly Row[] = [
  ['msg_cycles_available', '', 'i64', 'U RQ Rt Ry', 500],
  ['msg_cycles_refunded', '', 'i64', 'Rt Ry', 500],
  ['msg_cycles_accept', 'i64', 'i64', 'U RQ Rt Ry', 500],
  ['canister_cycle_balance', '', 'i64', '*', 500],
  ['call_cycles_add', 'i64', '', 'U Ry Rt T', 500],
  ['stable_size', '', 'i32', '* s', 20],
  ['stable_grow', 'i32', 'i32', '* s', 500],
  ['stable_write', 'i32 i32 i32', '', '* s', 20],
  ['stable_read', 'i32 i32 i32', '', '* s', 20],
];

/** All System API functions by name, without the module name `ic0`. */
export const IMPORT_TABLE: ReadonlyMap<string, ApiImport> = new Map([
  ...ROWS.map((row) => [row[0], toImport(row, false)] as const),
  ...ROWS_32.map((row) => [row[0], toImport(row, true)] as const),
]);

function toImport([, params, result, modes, overhead]: Row, only32: boolean): ApiImport {
  return {
    params: params === '' ? [] : (params.split(' ') as ApiType[]),
    result: result === '' ? undefined : (result as ApiType),
    modes: modeMask(modes),
    overhead,
    only32,
  };
}
