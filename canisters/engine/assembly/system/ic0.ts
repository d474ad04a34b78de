// The file's name is the module the functions are imported from. Source: IC interface specification, System API.
export declare function trap(source: usize, size: usize): void;
export declare function msg_arg_data_size(): usize;
export declare function msg_arg_data_copy(to: usize, offset: usize, size: usize): void;
export declare function msg_caller_size(): usize;
export declare function msg_caller_copy(to: usize, offset: usize, size: usize): void;
export declare function msg_reply_data_append(source: usize, size: usize): void;
export declare function msg_reply(): void;
export declare function msg_reject(source: usize, size: usize): void;
export declare function msg_reject_msg_size(): usize;
export declare function msg_reject_msg_copy(to: usize, offset: usize, size: usize): void;
export declare function is_controller(source: usize, size: usize): u32;
export declare function canister_self_size(): usize;
export declare function canister_self_copy(to: usize, offset: usize, size: usize): void;
export declare function call_new(
  callee: usize,
  calleeSize: usize,
  name: usize,
  nameSize: usize,
  onReply: usize,
  replyEnvironment: usize,
  onReject: usize,
  rejectEnvironment: usize,
): void;
export declare function call_data_append(source: usize, size: usize): void;
export declare function call_perform(): u32;
export declare function in_replicated_execution(): u32;
export declare function performance_counter(kind: u32): u64;
export declare function time(): u64;
export declare function global_timer_set(atNs: u64): u64;
export declare function stable64_size(): u64;
export declare function stable64_grow(pages: u64): u64;
export declare function stable64_read(to: u64, offset: u64, size: u64): void;
export declare function stable64_write(offset: u64, source: u64, size: u64): void;
