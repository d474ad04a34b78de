import wabt from 'wabt';
import { HOOKS, OPERATIONS, type Operation } from './operations.ts';

/**
 * A canister in hand-written WebAssembly text that runs the script it is sent: each method, hook and callback interprets
 * a list of operations over a stack of i64 values. It shows any behaviour of a canister without a toolchain.
 *
 * Methods: `update`, `query`, `composite`; each runs its argument.
 */
export async function scriptCanister(options: ScriptCanisterOptions = {}): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const text = (options.pointers ?? 32) === 64 ? to64(moduleText(options)) : to32(moduleText(options));
  const module = parseWat('script-canister.wat', text, FEATURES);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** Variants of the canister. */
export interface ScriptCanisterOptions {
  /** Width of its pointers. */
  readonly pointers?: 32 | 64;
  /** Hooks to export besides init and the upgrade hooks; `transform` is a query method of that name. */
  readonly hooks?: readonly ('heartbeat' | 'timer' | 'inspect' | 'lowMemory' | 'transform')[];
  /** Imports besides those of the operations, and code that the operation `probe` runs by number; both are WAT. */
  readonly probes?: { readonly imports: readonly string[]; readonly bodies: readonly string[] };
  /** Further fields of the module, as WAT. */
  readonly fields?: string;
}

const FEATURES = {
  memory64: true,
  bulk_memory: true,
  reference_types: true,
  multi_value: true,
  sign_extension: true,
};

/** System API functions and their signatures; `P` is the width of a pointer. */
const IMPORTS: readonly (readonly [name: string, signature: string])[] = [
  ['msg_arg_data_size', '(result P)'],
  ['msg_arg_data_copy', '(param P P P)'],
  ['msg_caller_size', '(result P)'],
  ['msg_caller_copy', '(param P P P)'],
  ['canister_self_size', '(result P)'],
  ['canister_self_copy', '(param P P P)'],
  ['msg_reject_msg_size', '(result P)'],
  ['msg_reject_msg_copy', '(param P P P)'],
  ['msg_reject_code', '(result i32)'],
  ['msg_reply_data_append', '(param P P)'],
  ['msg_reply', ''],
  ['msg_reject', '(param P P)'],
  ['trap', '(param P P)'],
  ['call_new', '(param P P P P P P P P)'],
  ['call_data_append', '(param P P)'],
  ['call_cycles_add128', '(param i64 i64)'],
  ['call_on_cleanup', '(param P P)'],
  ['call_with_best_effort_response', '(param i32)'],
  ['call_perform', '(result i32)'],
  ['stable64_grow', '(param i64) (result i64)'],
  ['stable64_size', '(result i64)'],
  ['stable64_write', '(param i64 i64 i64)'],
  ['stable64_read', '(param i64 i64 i64)'],
  ['certified_data_set', '(param P P)'],
  ['data_certificate_present', '(result i32)'],
  ['data_certificate_size', '(result P)'],
  ['data_certificate_copy', '(param P P P)'],
  ['time', '(result i64)'],
  ['canister_cycle_balance128', '(param P)'],
  ['msg_cycles_available128', '(param P)'],
  ['msg_cycles_accept128', '(param i64 i64 P)'],
  ['msg_cycles_refunded128', '(param P)'],
  ['cycles_burn128', '(param i64 i64 P)'],
  ['global_timer_set', '(param i64) (result i64)'],
  ['performance_counter', '(param i32) (result i64)'],
  ['canister_version', '(result i64)'],
  ['canister_status', '(result i32)'],
  ['is_controller', '(param P P) (result i32)'],
  ['in_replicated_execution', '(result i32)'],
  ['msg_deadline', '(result i64)'],
  ['msg_method_name_size', '(result P)'],
  ['msg_method_name_copy', '(param P P P)'],
  ['accept_message', ''],
  ['debug_print', '(param P P)'],
];

/** The script of a blob that `keep` stored: eight bytes of length, then the bytes. */
const RUN_KEPT = '(call $run (i64.add (local.get $s) (i64.const 8)) (i64.load (P (local.get $s))))';

function moduleText(options: ScriptCanisterOptions): string {
  const imports = IMPORTS.map(([name, type]) => `(import "ic0" "${name}" (func $${name} ${type}))`).join(
    '\n',
  );
  const probes = options.probes ?? { imports: [], bodies: [] };
  const hook = (name: string, slot: bigint) => `(func (export "${name}") (local $s i64)
    (local.set $s (i64.load offset=1152 (P (i64.const ${slot * 8n}))))
    (if (i64.ne (local.get $s) (i64.const 0)) (then ${RUN_KEPT})))`;
  const exported = {
    heartbeat: 'canister_heartbeat',
    timer: 'canister_global_timer',
    inspect: 'canister_inspect_message',
    lowMemory: 'canister_on_low_wasm_memory',
    transform: 'canister_query transform',
  };
  const hooks = (options.hooks ?? ['timer']).map((name) => hook(exported[name], HOOKS[name])).join('\n');
  const entries = [
    'canister_init',
    'canister_post_upgrade',
    'canister_update update',
    'canister_query query',
    'canister_composite_query composite',
  ];
  return `(module
  (type $callback (func (param P)))
  ${imports}
  ${probes.imports.join('\n')}
  (memory MEM 1)
  (table $callbacks 2 funcref)
  (elem (table $callbacks) (i32.const 0) func $on_callback $on_callback)
  (global $free (mut i64) (i64.const 4096))
  (global $top (mut i64) (i64.const 2048))
  (global $kept (mut i64) (i64.const 0))
  (func $push (param $v i64)
    (i64.store (P (global.get $top)) (local.get $v))
    (global.set $top (i64.add (global.get $top) (i64.const 8))))
  (func $pop (result i64)
    (global.set $top (i64.sub (global.get $top) (i64.const 8)))
    (i64.load (P (global.get $top))))
  (func $alloc (param $size i64) (result i64) (local $p i64) (local $end i64)
    (local.set $p (global.get $free))
    (local.set $end (i64.and (i64.add (i64.add (local.get $p) (local.get $size)) (i64.const 15)) (i64.const -8)))
    (global.set $free (local.get $end))
    (if (i64.gt_u (local.get $end) (i64.shl (L (memory.size)) (i64.const 16)))
      (then (if (i64.lt_s (LS (memory.grow (P (i64.add (i64.const 1) (i64.shr_u (local.get $size) (i64.const 16)))))) (i64.const 0)) (then unreachable))))
    (local.get $p))
  (func $blob (param $p i64) (param $n i64) (result i64)
    (i64.or (i64.shl (local.get $p) (i64.const 32)) (local.get $n)))
  (func $ptr (param $v i64) (result P) (P (i64.shr_u (local.get $v) (i64.const 32))))
  (func $len (param $v i64) (result P) (P (i64.and (local.get $v) (i64.const 0xffffffff))))
  (func $keep (param $v i64) (result i64) (local $p i64) (local $n i64)
    (local.set $n (i64.and (local.get $v) (i64.const 0xffffffff)))
    (local.set $p (call $alloc (i64.add (local.get $n) (i64.const 8))))
    (i64.store (P (local.get $p)) (local.get $n))
    (memory.copy (P (i64.add (local.get $p) (i64.const 8))) (call $ptr (local.get $v)) (P (local.get $n)))
    (local.get $p))
  (func $concat (param $a i64) (param $b i64) (result i64) (local $p i64) (local $n i64)
    (local.set $n (i64.and (local.get $a) (i64.const 0xffffffff)))
    (local.set $p (call $alloc (i64.add (local.get $n) (i64.and (local.get $b) (i64.const 0xffffffff)))))
    (memory.copy (P (local.get $p)) (call $ptr (local.get $a)) (call $len (local.get $a)))
    (memory.copy (P (i64.add (local.get $p) (local.get $n))) (call $ptr (local.get $b)) (call $len (local.get $b)))
    (call $blob (local.get $p) (i64.add (local.get $n) (i64.and (local.get $b) (i64.const 0xffffffff)))))
  (func $recurse (call $recurse))
  (func $on_callback (param $env P) (local $s i64)
    (local.set $s (L (local.get $env)))
    (global.set $top (i64.const 2048))
    ${RUN_KEPT})
  (func $entry (local $p i64) (local $n i64)
    (global.set $top (i64.const 2048))
    (local.set $n (L (call $msg_arg_data_size)))
    (local.set $p (call $alloc (local.get $n)))
    (call $msg_arg_data_copy (P (local.get $p)) (P (i64.const 0)) (P (local.get $n)))
    (call $run (local.get $p) (local.get $n)))
  ${entries.map((name) => `(export "${name}" (func $entry))`).join('\n')}
  ${hook('canister_pre_upgrade', HOOKS.preUpgrade)}
  ${hooks}
  (func $probe (param $at i64)
    ${probes.bodies.map((body, at) => `(if (i64.eq (local.get $at) (i64.const ${at})) (then ${body}))`).join('\n')})
  ${options.fields ?? ''}
  ${runText()})`;
}

/** The interpreter: opcode 0 pushes eight bytes, 1 pushes a blob of the script, the others are OPERATIONS. */
function runText(): string {
  const cases = OPERATIONS.map((_, at) => `(block $op${at + 2}`)
    .reverse()
    .join(' ');
  const targets = ['$op0', '$op1', ...OPERATIONS.map((_, at) => `$op${at + 2}`)].join(' ');
  return `(func $run (param $p i64) (param $n i64) (local $end i64) (local $pc i64)
      (local $a i64) (local $b i64) (local $c i64) (local $d i64)
    (local.set $pc (local.get $p))
    (local.set $end (i64.add (local.get $p) (local.get $n)))
    (block $done (loop $next
      (br_if $done (i64.ge_u (local.get $pc) (local.get $end)))
      ${cases} (block $op1 (block $op0
        (local.set $a (i64.load8_u (P (local.get $pc))))
        (local.set $pc (i64.add (local.get $pc) (i64.const 1)))
        (br_table ${targets} $done (i32.wrap_i64 (local.get $a)))
      ) ;; op0
        (call $push (i64.load (P (local.get $pc))))
        (local.set $pc (i64.add (local.get $pc) (i64.const 8)))
        (br $next)
      ) ;; op1
        (local.set $a (i64.load32_u (P (local.get $pc))))
        (call $push (call $blob (i64.add (local.get $pc) (i64.const 4)) (local.get $a)))
        (local.set $pc (i64.add (i64.add (local.get $pc) (i64.const 4)) (local.get $a)))
        (br $next)
      ${OPERATIONS.map((_, at) => caseText(at)).join('\n')}
    )))
  ${OPERATIONS.map((operation, at) => operationText(operation, at)).join('\n')}`;
}

/** Closes the block of one opcode; blocks are nested with the highest outermost, so cases come in ascending order. */
function caseText(at: number): string {
  return `) (call $do${at}) (br $next)`;
}

function operationText(operation: Operation, at: number): string {
  const pops = ['$d', '$c', '$b', '$a']
    .slice(4 - operation.takes)
    .map((name) => `(local.set ${name} (call $pop))`)
    .join(' ');
  const body = operation.gives
    ? `(local.set $r ${wrap(operation.body)}) (call $push (local.get $r))`
    : operation.body;
  return `(func $do${at} (local $a i64) (local $b i64) (local $c i64) (local $d i64) (local $p i64) (local $r i64)
    ${pops} ${body})`;
}

/** Several instructions that leave one i64. */
function wrap(body: string): string {
  return `(block (result i64) ${body})`;
}

function to32(text: string): string {
  return text
    .replaceAll('(memory MEM', '(memory')
    .replaceAll('(LS ', '(i64.extend_i32_s ')
    .replaceAll('(L ', '(i64.extend_i32_u ')
    .replaceAll('(P ', '(i32.wrap_i64 ')
    .replace(/\bP\b/g, 'i32');
}

function to64(text: string): string {
  return text
    .replaceAll('(memory MEM', '(memory i64')
    .replace(/\((?:LS|L|P) /g, '(call $same ')
    .replace('(func $push', '(func $same (param i64) (result i64) (local.get 0))\n  (func $push')
    .replace(/\bP\b/g, 'i64');
}
