import { Buffer } from 'node:buffer';
import { PRIVATE_EXPORT, runModule, STORE_SLACK_BYTES } from '@indus/subnet/fuzz';
import { check } from './fuzz-target.ts';

const BUDGET = 200_000n;
const COMPARED_BYTES_MAX = 1 << 20;

/**
 * Runs the methods of a module without imports, as prepared and as uploaded, and compares how each ends, the memory and
 * the globals that are exported. Returns in a few words what came of it.
 */
export function runBoth(bytes: Uint8Array): string {
  let running: ReturnType<typeof runModule>;
  try {
    running = runModule(bytes);
  } catch (error) {
    return instantiationFailed(bytes, error);
  }
  const { exports, info } = running;
  const names = Object.keys(exports).filter((name) => name.startsWith('canister_'));
  const outcomes: string[] = [];
  if (info.hasStart) outcomes.push(attempt(running, PRIVATE_EXPORT.start));
  for (const name of names) {
    if (outcomes.some((outcome) => outcome !== 'returned')) break;
    outcomes.push(attempt(running, name));
  }
  if (outcomes.some((outcome) => outcome === EXHAUSTED || outcome.includes('stack')))
    return 'runs out of its budget';
  const isStartTrap = info.hasStart && outcomes[0] !== 'returned';
  const plain = instantiatePlain(bytes);
  if (plain instanceof Error) {
    check(isStartTrap, () => `the plain module is not instantiated: ${plain.message}`);
    return 'start function traps';
  }
  check(!isStartTrap, () => 'the start function traps only as prepared');
  const from = info.hasStart ? 1 : 0;
  outcomes.slice(from).forEach((outcome, at) => {
    const theirs = attemptPlain(plain[names[at] as string] as () => void);
    check(outcome === theirs, () => `as prepared: ${outcome}; as uploaded: ${theirs}`);
  });
  compareState(running, plain);
  return outcomes.at(-1) === 'returned' ? 'runs alike, returns' : 'runs alike, traps';
}

const EXHAUSTED = 'out of instructions';
type Running = ReturnType<typeof runModule>;

function attempt({ exports }: Running, name: string): string {
  const counter = exports[PRIVATE_EXPORT.counter] as WebAssembly.Global;
  counter.value = BUDGET;
  const outcome = attemptPlain(exports[name] as () => void);
  return (counter.value as bigint) < 0n ? EXHAUSTED : outcome;
}

function attemptPlain(run: () => void): string {
  try {
    run();
    return 'returned';
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    // Which bound an access to a table or a segment breaks first is not told alike for lowered code.
    return /(table|element segment).*out of bounds/.test(error.message)
      ? 'table out of bounds'
      : error.message;
  }
}

function instantiatePlain(bytes: Uint8Array): WebAssembly.Exports | Error {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>)).exports;
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return error;
    throw error;
  }
}

/** The plain module must fail to be instantiated too. */
function instantiationFailed(bytes: Uint8Array, error: unknown): string {
  const isEngine = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  check(isEngine, () => `the prepared module is not instantiated: ${String(error)}`);
  const plain = instantiatePlain(bytes);
  check(plain instanceof Error, () => `only the prepared module is not instantiated: ${String(error)}`);
  return 'not instantiated';
}

function compareState(running: Running, plain: WebAssembly.Exports): void {
  const memory = Object.values(plain).find((value) => value instanceof WebAssembly.Memory);
  if (!memory) return;
  const theirs = new Uint8Array(memory.buffer);
  const mine = running.memory();
  check(mine.length === theirs.length, () => 'memories of different sizes');
  const end = Math.min(mine.length, COMPARED_BYTES_MAX);
  check(Buffer.compare(mine.subarray(0, end), theirs.subarray(0, end)) === 0, () => 'memories differ');
  const rest = mine.slice(0, end);
  for (const { offset, bytes } of running.info.dataSegments) rest.fill(0, offset, offset + bytes.length);
  for (const page of running.dirty()) rest.fill(0, page * 4096, page * 4096 + 4096 + STORE_SLACK_BYTES);
  check(!rest.some((byte) => byte !== 0), () => 'a page that was written is not marked');
  for (const [name, value] of Object.entries(plain)) {
    const index = /^g(\d+)$/.exec(name)?.[1];
    if (!(value instanceof WebAssembly.Global) || index === undefined) continue;
    check(Object.is(running.global(Number(index)).value, value.value), () => 'globals differ');
  }
}
