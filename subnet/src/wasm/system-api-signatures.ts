/**
 * Signatures of the System API in short form: parameters, an arrow, results; `I` is a pointer (i32, or i64 where the
 * canister's memory is 64-bit), `i` is i32, `l` is i64.
 * Source: IC interface specification, "Overview of imports".
 */
export const SYSTEM_API_SIGNATURES: Readonly<Record<string, string>> = {
  msg_arg_data_size: '>I',
  msg_arg_data_copy: 'III>',
  msg_caller_size: '>I',
  msg_caller_copy: 'III>',
  msg_caller_info_data_size: '>I',
  msg_caller_info_data_copy: 'III>',
  msg_caller_info_signer_size: '>I',
  msg_caller_info_signer_copy: 'III>',
  msg_reject_code: '>i',
  msg_reject_msg_size: '>I',
  msg_reject_msg_copy: 'III>',
  msg_deadline: '>l',
  msg_reply_data_append: 'II>',
  msg_reply: '>',
  msg_reject: 'II>',
  msg_cycles_available128: 'I>',
  msg_cycles_refunded128: 'I>',
  msg_cycles_accept128: 'llI>',
  cycles_burn128: 'llI>',
  canister_self_size: '>I',
  canister_self_copy: 'III>',
  canister_cycle_balance128: 'I>',
  canister_liquid_cycle_balance128: 'I>',
  canister_status: '>i',
  canister_version: '>l',
  subnet_self_size: '>I',
  subnet_self_copy: 'III>',
  msg_method_name_size: '>I',
  msg_method_name_copy: 'III>',
  accept_message: '>',
  call_new: 'IIIIIIII>',
  call_on_cleanup: 'II>',
  call_data_append: 'II>',
  call_with_best_effort_response: 'i>',
  call_cycles_add128: 'll>',
  call_perform: '>i',
  stable64_size: '>l',
  stable64_grow: 'l>l',
  stable64_write: 'lll>',
  stable64_read: 'lll>',
  root_key_size: '>I',
  root_key_copy: 'III>',
  certified_data_set: 'II>',
  data_certificate_present: '>i',
  data_certificate_size: '>I',
  data_certificate_copy: 'III>',
  time: '>l',
  global_timer_set: 'l>l',
  performance_counter: 'i>l',
  is_controller: 'II>i',
  in_replicated_execution: '>i',
  cost_call: 'llI>',
  cost_create_canister: 'I>',
  cost_http_request: 'llI>',
  cost_sign_with_ecdsa: 'IIiI>i',
  cost_sign_with_schnorr: 'IIiI>i',
  cost_vetkd_derive_key: 'IIiI>i',
  env_var_count: '>I',
  env_var_name_size: 'I>I',
  env_var_name_copy: 'IIII>',
  env_var_name_exists: 'II>i',
  env_var_value_size: 'II>I',
  env_var_value_copy: 'IIIII>',
  debug_print: 'II>',
  trap: 'II>',
};

/** Functions that exist for 32-bit memories only; same short form. Source: as above. */
export const SYSTEM_API_SIGNATURES_32: Readonly<Record<string, string>> = {
  msg_cycles_available: '>l',
  msg_cycles_refunded: '>l',
  msg_cycles_accept: 'l>l',
  canister_cycle_balance: '>l',
  call_cycles_add: 'l>',
  stable_size: '>i',
  stable_grow: 'i>i',
  stable_write: 'iii>',
  stable_read: 'iii>',
};

/** Parameters and results as the value types of WebAssembly. */
export interface SystemApiSignature {
  readonly params: readonly ('i32' | 'i64')[];
  readonly results: readonly ('i32' | 'i64')[];
}

/** The signature of a System API function, or undefined when a module with such pointers cannot import it. */
export function systemApiSignature(name: string, pointers64: boolean): SystemApiSignature | undefined {
  const short = Object.hasOwn(SYSTEM_API_SIGNATURES, name)
    ? SYSTEM_API_SIGNATURES[name]
    : !pointers64 && Object.hasOwn(SYSTEM_API_SIGNATURES_32, name)
      ? SYSTEM_API_SIGNATURES_32[name]
      : undefined;
  if (short === undefined) return undefined;
  const [params = '', results = ''] = short.split('>');
  const type = (letter: string): 'i32' | 'i64' =>
    letter === 'l' || (letter === 'I' && pointers64) ? 'i64' : 'i32';
  return { params: Array.from(params, type), results: Array.from(results, type) };
}
