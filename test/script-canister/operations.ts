/**
 * The operations of the script canister: a name, what it takes from and gives to the value stack, and its body as WAT.
 *
 * Shape: every value is an i64. A blob is `pointer << 32 | length`. In a body, `$a` is the value pushed first and `$b`,
 * `$c`, `$d` the later ones; `(P x)` makes a pointer-sized integer, `(L x)` an i64 of one. A body leaves an i64 exactly
 * when `gives` is true.
 */
export interface Operation {
  readonly name: string;
  readonly takes: number;
  readonly gives: boolean;
  readonly body: string;
}

const PTR = (value: string) => `(call $ptr ${value})`;
const LEN = (value: string) => `(call $len ${value})`;
const BLOB = (value: string) => `${PTR(value)} ${LEN(value)}`;
const A = '(local.get $a)';
const B = '(local.get $b)';
const C = '(local.get $c)';
const D = '(local.get $d)';

/** A blob filled by a pair of System API functions: one that tells the size, one that copies. */
function copied(size: string, copy: string, argument = ''): string {
  return `(local.set $p (call $alloc (L (call ${size} ${argument}))))
    (call ${copy} ${argument} (P (local.get $p)) (P (i64.const 0)) (call ${size} ${argument}))
    (call $blob (local.get $p) (L (call ${size} ${argument})))`;
}

/** 128-bit amounts come back through memory; the low 64 bits are pushed. */
function low128(callCode: string): string {
  return `(local.set $p (call $alloc (i64.const 16)))
    ${callCode}
    (i64.load (P (local.get $p)))`;
}

/** In the order of their opcodes. */
export const OPERATIONS: readonly Operation[] = [
  op('drop', 1, false, ''),
  op('messageArgument', 0, true, copied('$msg_arg_data_size', '$msg_arg_data_copy')),
  op('caller', 0, true, copied('$msg_caller_size', '$msg_caller_copy')),
  op('self', 0, true, copied('$canister_self_size', '$canister_self_copy')),
  op('rejectMessage', 0, true, copied('$msg_reject_msg_size', '$msg_reject_msg_copy')),
  op('rejectCode', 0, true, '(i64.extend_i32_u (call $msg_reject_code))'),
  op('replyAppend', 1, false, `(call $msg_reply_data_append ${BLOB(A)})`),
  op('reply', 0, false, '(call $msg_reply)'),
  op('reject', 1, false, `(call $msg_reject ${BLOB(A)})`),
  op('trap', 1, false, `(call $trap ${BLOB(A)})`),
  op('unreachable', 0, false, 'unreachable'),
  op(
    'callNew',
    4,
    false,
    `(call $call_new ${BLOB(A)} ${BLOB(B)}
      (P (i64.const 0)) (P (call $keep ${C})) (P (i64.const 0)) (P (call $keep ${D})))`,
  ),
  op('callAppend', 1, false, `(call $call_data_append ${BLOB(A)})`),
  op('callCycles', 1, false, `(call $call_cycles_add128 (i64.const 0) ${A})`),
  op('callOnCleanup', 1, false, `(call $call_on_cleanup (P (i64.const 0)) (P (call $keep ${A})))`),
  op('callBounded', 1, false, `(call $call_with_best_effort_response (i32.wrap_i64 ${A}))`),
  op('callPerform', 0, true, '(i64.extend_i32_u (call $call_perform))'),
  op('stableGrow', 1, true, `(call $stable64_grow ${A})`),
  op('stableSize', 0, true, '(call $stable64_size)'),
  op('stableWrite', 2, false, `(call $stable64_write ${A} (L ${PTR(B)}) (L ${LEN(B)}))`),
  op(
    'stableRead',
    2,
    true,
    `(local.set $p (call $alloc ${B}))
    (call $stable64_read (local.get $p) ${A} ${B})
    (call $blob (local.get $p) ${B})`,
  ),
  op(
    'setSlot',
    2,
    false,
    `(i64.store offset=1024 (P (i64.mul (i64.and ${A} (i64.const 15)) (i64.const 8))) ${B})`,
  ),
  op('slot', 1, true, `(i64.load offset=1024 (P (i64.mul (i64.and ${A} (i64.const 15)) (i64.const 8))))`),
  op('setGlobal', 1, false, `(global.set $kept ${A})`),
  op('global', 0, true, '(global.get $kept)'),
  op('certifiedDataSet', 1, false, `(call $certified_data_set ${BLOB(A)})`),
  op('dataCertificatePresent', 0, true, '(i64.extend_i32_u (call $data_certificate_present))'),
  op('dataCertificate', 0, true, copied('$data_certificate_size', '$data_certificate_copy')),
  op('time', 0, true, '(call $time)'),
  op('balance', 0, true, low128('(call $canister_cycle_balance128 (P (local.get $p)))')),
  op('cyclesAvailable', 0, true, low128('(call $msg_cycles_available128 (P (local.get $p)))')),
  op('cyclesAccept', 1, true, low128(`(call $msg_cycles_accept128 (i64.const 0) ${A} (P (local.get $p)))`)),
  op('cyclesRefunded', 0, true, low128('(call $msg_cycles_refunded128 (P (local.get $p)))')),
  op('cyclesBurn', 1, true, low128(`(call $cycles_burn128 (i64.const 0) ${A} (P (local.get $p)))`)),
  op('timerSet', 1, true, `(call $global_timer_set ${A})`),
  op('performanceCounter', 1, true, `(call $performance_counter (i32.wrap_i64 ${A}))`),
  op('version', 0, true, '(call $canister_version)'),
  op('status', 0, true, '(i64.extend_i32_u (call $canister_status))'),
  op('isController', 1, true, `(i64.extend_i32_u (call $is_controller ${BLOB(A)}))`),
  op('replicated', 0, true, '(i64.extend_i32_u (call $in_replicated_execution))'),
  op('deadline', 0, true, '(call $msg_deadline)'),
  op('methodName', 0, true, copied('$msg_method_name_size', '$msg_method_name_copy')),
  op('acceptMessage', 0, false, '(call $accept_message)'),
  op('print', 1, false, `(call $debug_print ${BLOB(A)})`),
  op('loopForever', 0, false, '(loop $forever (br $forever))'),
  op('recurse', 0, false, '(call $recurse)'),
  op('memoryGrow', 1, true, `(L (memory.grow (P ${A})))`),
  op('memorySize', 0, true, '(L (memory.size))'),
  op('memoryFill', 3, false, `(memory.fill (P ${A}) (i32.wrap_i64 ${B}) (P ${C}))`),
  op('load', 1, true, `(i64.load (P ${A}))`),
  op('store', 2, false, `(i64.store (P ${A}) ${B})`),
  op('tableSet', 1, false, `(table.set $callbacks (i32.const 1) (table.get $callbacks (i32.wrap_i64 ${A})))`),
  op(
    'callTable',
    1,
    false,
    `(call_indirect $callbacks (type $callback) (P (i64.const 0)) (i32.wrap_i64 ${A}))`,
  ),
  op('add', 2, true, `(i64.add ${A} ${B})`),
  op('divide', 2, true, `(i64.div_u ${A} ${B})`),
  op('concat', 2, true, `(call $concat ${A} ${B})`),
  op(
    'toBlob',
    1,
    true,
    `(local.set $p (call $alloc (i64.const 8))) (i64.store (P (local.get $p)) ${A}) (call $blob (local.get $p) (i64.const 8))`,
  ),
  op('run', 1, false, `(call $run (i64.shr_u ${A} (i64.const 32)) (i64.and ${A} (i64.const 0xffffffff)))`),
  op(
    'runIfNot',
    2,
    false,
    `(if (i64.eqz ${A}) (then (call $run (i64.shr_u ${B} (i64.const 32)) (i64.and ${B} (i64.const 0xffffffff)))))`,
  ),
  op(
    'setHook',
    2,
    false,
    `(i64.store offset=1152 (P (i64.mul (i64.and ${A} (i64.const 7)) (i64.const 8))) (call $keep ${B}))`,
  ),
  op(
    'callOneWay',
    2,
    false,
    `(call $call_new ${BLOB(A)} ${BLOB(B)}
      (P (i64.const -1)) (P (i64.const 0)) (P (i64.const -1)) (P (i64.const 0)))`,
  ),
  op('probe', 1, false, `(call $probe ${A})`),
  op('zeros', 1, true, `(call $blob (call $alloc ${A}) ${A})`),
];

/** Hooks that `setHook` gives a script; `init` and `post_upgrade` run their argument. */
export const HOOKS = {
  heartbeat: 0n,
  timer: 1n,
  preUpgrade: 2n,
  inspect: 3n,
  lowMemory: 4n,
  transform: 5n,
} as const;

function op(name: string, takes: number, gives: boolean, body: string): Operation {
  return { name, takes, gives, body };
}
