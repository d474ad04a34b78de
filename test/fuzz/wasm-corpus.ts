import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assemble } from '@indus/subnet/fuzz';
import { compileMotoko } from '../harness/motoko.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { bodiesOf, sectionsOf } from './wasm-sections.ts';

/** Modules to start from, and function bodies of real compilers to put into them. */
export interface WasmCorpus {
  /** Hand-written, a few hundred bytes: each has methods without imports, so it can run bare. */
  readonly small: readonly Uint8Array[];
  /** Canisters that use the System API. */
  readonly canisters: readonly Uint8Array[];
  readonly bodies: readonly Uint8Array[];
}

const MEMORY = (body: string, rest = ''): string =>
  `(module (memory 1 4) ${rest} (func (export "canister_update run") ${body}))`;

const TEXTS: readonly string[] = [
  '(module (func (export "canister_update run")))',
  MEMORY(
    '(local $i i32) (loop $l (i32.store (i32.mul (local.get $i) (i32.const 4)) (local.get $i)) (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3000))))',
    '(data (i32.const 5) "hello") (data (i32.const 65530) "end!!!")',
  ),
  `(module (memory i64 1 3) (global $g (mut i64) (i64.const 7)) (data (i64.const 8) "wide")
    (func (export "canister_update run") (i64.store (i64.const 4093) (global.get $g))
      (drop (memory.grow (i64.const 1))) (global.set $g (memory.size))))`,
  `(module (memory 1) (global $v (mut v128) (v128.const i64x2 1 2)) (global $f (mut f64) (f64.const 1.5))
    (func (export "canister_update run") (v128.store offset=4090 (i32.const 0) (i64x2.add (global.get $v) (global.get $v)))
      (global.set $v (v128.load (i32.const 4088))) (global.set $f (f64.div (global.get $f) (f64.const 0)))))`,
  `(module (memory 2) (data $d "passive segment") (table $t 4 8 funcref) (elem $e func $a $b) (elem (i32.const 0) func $b $a)
    (global $n (mut i32) (i32.const 0))
    (func $a (global.set $n (i32.add (global.get $n) (i32.const 1)))) (func $b (global.set $n (i32.const 40)))
    (func (export "canister_update run") (memory.init $d (i32.const 65530) (i32.const 0) (i32.const 15)) (data.drop $d)
      (memory.copy (i32.const 100) (i32.const 65530) (i32.const 9)) (memory.fill (i32.const 8190) (i32.const 3) (i32.const 5000))
      (table.init $t $e (i32.const 2) (i32.const 0) (i32.const 2)) (elem.drop $e)
      (table.copy $t $t (i32.const 0) (i32.const 2) (i32.const 1)) (call_indirect $t (i32.const 3))
      (drop (table.grow $t (ref.null func) (i32.const 2)))))`,
  `(module (memory 1) (type $r (func (param i32) (result i32 i32))) (global $n (mut i32) (i32.const 0)) (start $s)
    (func $s (i32.store8 (i32.const 9) (i32.const 9)))
    (func $two (type $r) (local.get 0) (i32.const 3))
    (func $tail (param i32) (result i32 i32) (return_call $two (local.get 0)))
    (func (export "canister_update run") (block (result i32 i32) (call $tail (i32.const 4))) (i32.add) (global.set $n)
      (block $x (br_table $x 1 0 (i32.const 2)))
      (if (i32.const 1) (then (unreachable)) (else (nop)))))`,
  `(module (table $t i64 4 10 funcref) (elem (table $t) (offset (i64.const 1)) func $one)
    (func $one) (func (export "canister_query run") (call_indirect $t (i64.const 1))))`,
  `(module (memory 1) (table 3 externref) (elem declare func $f) (global $r (mut i32) (i32.const 0))
    (func $f) (func (export "canister_update run") (global.set $r (ref.is_null (ref.func $f)))
      (table.set (i32.const 1) (ref.null extern)) (i32.store16 (i32.const 65534) (i32.extend8_s (i32.const 200)))))`,
  `(module (memory 1) (func (export "canister_update run") (local f32 f64 i64)
      (local.set 2 (i64.trunc_sat_f64_s (f64.const 1e300))) (f32.store (i32.const 16) (f32.demote_f64 (f64.const nan)))
      (i64.store32 (i32.const 70000) (local.get 2))))`,
];

const MOTOKO = `persistent actor {
  var count = 0;
  public func add(n : Nat) : async Nat { count += n; count };
  public query func read(t : Text) : async Text { t # debug_show (count) };
}`;

/** Reads, assembles and compiles; slow things only when asked for. */
export async function wasmCorpus(options: { readonly motoko: boolean }): Promise<WasmCorpus> {
  const canisters = [await scriptCanister(), await scriptCanister({ pointers: 64 })];
  const motoko = options.motoko ? [compileMotoko(MOTOKO)] : [];
  return {
    small: TEXTS.map(assemble),
    canisters,
    bodies: [azleTemplate(), ...motoko, ...canisters].flatMap((module) => {
      const bodies = sectionsOf(module)
        .filter(({ id }) => id === 10)
        .flatMap(({ content }) => bodiesOf(content));
      const step = Math.max(1, Math.floor(bodies.length / 400));
      return bodies.filter((body, at) => at % step === 0 && body.length < 4_000).map((body) => body.slice());
    }),
  };
}

const AZLE = fileURLToPath(
  new URL('../../node_modules/azle/dist/canister_templates/stable.wasm', import.meta.url),
);

/** The module that Azle puts bundles into. */
export function azleTemplate(): Uint8Array {
  return new Uint8Array(readFileSync(AZLE));
}
