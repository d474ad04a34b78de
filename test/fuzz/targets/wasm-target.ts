import { enableWasmFeatures, prepareModule } from '@indus/subnet/fuzz';
import type { Random } from '../../sim/random.ts';
import { check, type FuzzBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateWasm } from '../mutate-wasm.ts';
import { runBoth } from '../run-both.ts';
import { sectionsOf } from '../wasm-sections.ts';
import { wasmCorpus, type WasmCorpus } from '../wasm-corpus.ts';

const TABLE = 4;
const INDEX64 = 4;

/** Why the IC refuses a module that V8 takes: rules of the IC, and features that its engine has turned off. */
const MORE_THAN_V8 = [
  /^Wasm module /,
  /^Wasm memory size of /,
  /multiple (tables|memories)|multi-memory/,
  /unsupported (value type|table type|limits|heap type|kind of element segment)/,
  /constant expression required/,
  /only functions of ic0 can be imported/,
  /a type is not a function type/,
  /unknown section code/,
  /unknown (table|memory)/,
  /unsupported instruction|illegal opcode|unknown (opcode|instruction)/i,
  /instruction .* is not enabled|not enabled/,
];

let corpus: Promise<WasmCorpus> | undefined;

/**
 * The pass over uploaded modules: it never throws, takes nothing that V8 refuses, refuses of what V8 takes only what the
 * IC refuses, gives modules that compile, and those without imports run as they would have run.
 */
export const wasmTarget: FuzzTarget = {
  name: 'wasm',
  deadlineMs: 20_000,
  epochInputs: 5_000,
  share: 12,
  isStateless: true,
  async open(): Promise<FuzzBody> {
    enableWasmFeatures();
    const ready = await (corpus ??= wasmCorpus({ motoko: true }));
    return { generate: (random) => generate(ready, random), run, close: () => Promise.resolve() };
  },
};

function generate({ small, canisters, bodies }: WasmCorpus, random: Random): Uint8Array {
  const base = random.pick(random.chance(85) ? small : canisters);
  return random.chance(3) ? base : mutateWasm(base, random, bodies);
}

function run(bytes: Uint8Array): string {
  const prepared = prepareModule(bytes);
  const isValid = WebAssembly.validate(bytes as Uint8Array<ArrayBuffer>);
  if (!prepared.ok) {
    const { message } = prepared.trap;
    check(message.length > 0, () => 'a refusal without a reason');
    if (!isValid) return 'refused by both';
    check(
      MORE_THAN_V8.some((reason) => reason.test(message)),
      () => `V8 takes what is refused: ${message}`,
    );
    return 'refused by a rule of the IC';
  }
  if (!isValid) check(hasTable64(bytes), () => 'V8 refuses what is accepted');
  const { binary, info } = prepared.module;
  check(WebAssembly.validate(binary as Uint8Array<ArrayBuffer>), () => 'what the pass made does not compile');
  if (!isValid || info.imports.length > 0) return 'accepted';
  if ((info.memory?.minPages ?? 0) > 64) return 'accepted, too large to run here';
  return runBoth(bytes);
}

/** Whether a table has 64-bit indexes, which this V8 may not know. */
function hasTable64(bytes: Uint8Array): boolean {
  return sectionsOf(bytes).some(({ id, content }) => id === TABLE && ((content[2] ?? 0) & INDEX64) !== 0);
}
