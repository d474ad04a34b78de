/**
 * The System API as the specification lists it: name, parameters and result (`I` is a pointer), contexts, and the
 * arguments of a harmless call. Pages of memory from 512 on are free for results; at 768 lies the text `A`.
 * Source: canister interface, "Overview of imports".
 */
export interface ApiRow {
  readonly name: string;
  readonly params: readonly string[];
  readonly result: string;
  readonly contexts: string;
  readonly args: readonly number[];
  readonly only32: boolean;
}

const ARG_DATA = 'I U RQ NRQ TQ CQ Ry CRy F';
const CALLER_INFO = 'U RQ NRQ CQ Ry Rt CRy CRt C CC F';
const REPLYING = 'U RQ NRQ TQ CQ Ry Rt CRy CRt';
const CALLING = 'U CQ Ry Rt CRy CRt T';

export const SYSTEM_API: readonly ApiRow[] = [
  row('msg_arg_data_size', '', 'I', ARG_DATA),
  row('msg_arg_data_copy', 'I I I', '', ARG_DATA, 512),
  row('msg_caller_size', '', 'I', '*'),
  row('msg_caller_copy', 'I I I', '', '*', 512),
  row('msg_caller_info_data_size', '', 'I', CALLER_INFO),
  row('msg_caller_info_data_copy', 'I I I', '', CALLER_INFO, 512),
  row('msg_caller_info_signer_size', '', 'I', CALLER_INFO),
  row('msg_caller_info_signer_copy', 'I I I', '', CALLER_INFO, 512),
  row('msg_reject_code', '', 'i32', 'Ry Rt CRy CRt C'),
  row('msg_reject_msg_size', '', 'I', 'Rt CRt'),
  row('msg_reject_msg_copy', 'I I I', '', 'Rt CRt', 512),
  row('msg_deadline', '', 'i64', 'U RQ NRQ CQ Ry Rt CRy CRt'),
  row('msg_reply_data_append', 'I I', '', REPLYING),
  row('msg_reply', '', '', REPLYING),
  row('msg_reject', 'I I', '', REPLYING),
  row('msg_cycles_available128', 'I', '', 'U RQ Rt Ry', 512),
  row('msg_cycles_refunded128', 'I', '', 'Rt Ry', 512),
  row('msg_cycles_accept128', 'i64 i64 I', '', 'U RQ Rt Ry', 0, 0, 512),
  row('cycles_burn128', 'i64 i64 I', '', 'I G U RQ Ry Rt C T', 0, 0, 512),
  row('canister_self_size', '', 'I', '*'),
  row('canister_self_copy', 'I I I', '', '*', 512),
  row('canister_cycle_balance128', 'I', '', '*', 512),
  row('canister_liquid_cycle_balance128', 'I', '', '*', 512),
  row('canister_status', '', 'i32', '*'),
  row('canister_version', '', 'i64', '*'),
  row('subnet_self_size', '', 'I', '*'),
  row('subnet_self_copy', 'I I I', '', '*', 512),
  row('msg_method_name_size', '', 'I', 'F'),
  row('msg_method_name_copy', 'I I I', '', 'F', 512),
  row('accept_message', '', '', 'F'),
  row('call_new', 'I I I I I I I I', '', CALLING),
  row('call_on_cleanup', 'I I', '', CALLING),
  row('call_data_append', 'I I', '', CALLING),
  row('call_with_best_effort_response', 'i32', '', CALLING, 60),
  row('call_cycles_add128', 'i64 i64', '', 'U Ry Rt T'),
  row('call_perform', '', 'i32', CALLING),
  row('stable64_size', '', 'i64', '* s'),
  row('stable64_grow', 'i64', 'i64', '* s'),
  row('stable64_write', 'i64 i64 i64', '', '* s'),
  row('stable64_read', 'i64 i64 i64', '', '* s'),
  row('root_key_size', '', 'I', 'I G U RQ Ry Rt C T'),
  row('root_key_copy', 'I I I', '', 'I G U RQ Ry Rt C T', 512),
  row('certified_data_set', 'I I', '', 'I G U Ry Rt T'),
  row('data_certificate_present', '', 'i32', '*'),
  row('data_certificate_size', '', 'I', 'NRQ CQ'),
  row('data_certificate_copy', 'I I I', '', 'NRQ CQ', 512),
  row('time', '', 'i64', '*'),
  row('global_timer_set', 'i64', 'i64', 'I G U Ry Rt C T'),
  row('performance_counter', 'i32', 'i64', '* s'),
  row('is_controller', 'I I', 'i32', '* s'),
  row('in_replicated_execution', '', 'i32', '* s'),
  row('cost_call', 'i64 i64 I', '', '* s', 1, 1, 512),
  row('cost_create_canister', 'I', '', '* s', 512),
  row('cost_http_request', 'i64 i64 I', '', '* s', 1, 1, 512),
  row('cost_sign_with_ecdsa', 'I I i32 I', 'i32', '* s', 768, 1, 0, 512),
  row('cost_sign_with_schnorr', 'I I i32 I', 'i32', '* s', 768, 1, 0, 512),
  row('cost_vetkd_derive_key', 'I I i32 I', 'i32', '* s', 768, 1, 0, 512),
  row('env_var_count', '', 'I', '*'),
  row('env_var_name_size', 'I', 'I', '*', 0),
  row('env_var_name_copy', 'I I I I', '', '*', 0, 512, 0, 1),
  row('env_var_name_exists', 'I I', 'i32', '*', 768, 1),
  row('env_var_value_size', 'I I', 'I', '*', 768, 1),
  row('env_var_value_copy', 'I I I I I', '', '*', 768, 1, 512, 0, 1),
  row('debug_print', 'I I', '', '* s'),
  row('trap', 'I I', '', '* s'),
  row32('msg_cycles_available', '', 'i64', 'U RQ Rt Ry'),
  row32('msg_cycles_refunded', '', 'i64', 'Rt Ry'),
  row32('msg_cycles_accept', 'i64', 'i64', 'U RQ Rt Ry'),
  row32('canister_cycle_balance', '', 'i64', '*'),
  row32('call_cycles_add', 'i64', '', 'U Ry Rt T'),
  row32('stable_size', '', 'i32', '* s'),
  row32('stable_grow', 'i32', 'i32', '* s'),
  row32('stable_write', 'i32 i32 i32', '', '* s'),
  row32('stable_read', 'i32 i32 i32', '', '* s'),
];

/** Whether a function may be called in a context; `*` is every one but `s`. */
export function isAllowed(api: ApiRow, context: string): boolean {
  const listed = api.contexts.split(' ');
  return listed.includes(context) || (context !== 's' && listed.includes('*'));
}

/** The import of a function as WAT, under the name `$api_<name>`. */
export function importText(api: ApiRow, pointer: 'i32' | 'i64'): string {
  const type = (name: string) => (name === 'I' ? pointer : name);
  const params = api.params.map((one) => ` (param ${type(one)})`).join('');
  const result = api.result === '' ? '' : ` (result ${type(api.result)})`;
  return `(import "ic0" "${api.name}" (func $api_${api.name}${params}${result}))`;
}

/** The harmless call as WAT; its result is dropped. */
export function callText(api: ApiRow, pointer: 'i32' | 'i64'): string {
  const args = api.params.map((type, at) => `(${type === 'I' ? pointer : type}.const ${api.args[at] ?? 0})`);
  const call = `(call $api_${api.name} ${args.join(' ')})`;
  return api.result === '' ? call : `(drop ${call})`;
}

function row(name: string, params: string, result: string, contexts: string, ...args: number[]): ApiRow {
  return { name, params: params === '' ? [] : params.split(' '), result, contexts, args, only32: false };
}

function row32(name: string, params: string, result: string, contexts: string): ApiRow {
  return { ...row(name, params, result, contexts), only32: true };
}
