import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { buildCanister } from '@indus/cli';
import { OnnxRuntime } from '../../conformance/engine/onnx-runtime.ts';
import { compileCaseDoor } from '../../engine/case-module.ts';
import { interleave, spreadOf, type Spread } from '../statistics.ts';
import { threadMicroseconds } from '../thread-time.ts';
import type { BenchModel } from './bench-model.ts';
import { benchModels } from './bench-models.ts';
import { ggufLines, ggufText, measureGguf, missedGguf } from './gguf.ts';
import { instructionRates, rateOf, type InstructionRate } from './instruction-rates.ts';
import { ServingEngine, type ServedModel } from './served-model.ts';
import type { BenchReport } from '../run.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BLOCKS = 21;
/** CPU milliseconds that a block of one contestant should take. */
const BLOCK_MS = 40;
const WARM_UP_MS = 2_000;
const GEOMETRIC_MEAN_MIN = 1.4;
const LEAST_MIN = 1;
const MODULE_BYTES_MAX = 400_000;
const FLOAT_RATE_MAX = 2.3;
const BYTE_RATE_MAX = 1.15;

interface Timing {
  readonly model: BenchModel;
  readonly engine: Spread;
  readonly runtime: Spread;
  /** Of CPU time of onnxruntime-web to that of the engine. */
  readonly ratio: number;
}

interface Bar {
  readonly what: string;
  readonly figure: string;
  readonly limit: string;
  readonly isMet: boolean;
}

/** The engine beside onnxruntime-web on one thread, its size, and what it costs on the Internet Computer. */
export async function benchEngine(onProgress: (text: string) => void): Promise<BenchReport> {
  onProgress('building the engine');
  const { wasmGzPath } = await buildCanister({ root: ROOT, name: 'engine' });
  const gzipped = new Uint8Array(await readFile(wasmGzPath));
  const moduleBytes = gunzipSync(gzipped).length;
  const models = benchModels();
  const engine = new ServingEngine(gzipped);
  const timings: Timing[] = [];
  for (const model of models) {
    onProgress(model.name);
    timings.push(await timeModel(model, engine.serve(model)));
    engine.unload(model);
  }
  onProgress('instructions');
  const rates = instructionRates(await compileCaseDoor(), models);
  const languages = await measureGguf(onProgress);
  const bars = barsOf(timings, moduleBytes, rates);
  const texts = bars.map(
    ({ what, figure, limit, isMet }) => `${what}: ${figure} (${limit}) ${isMet ? 'met' : 'missed'}`,
  );
  return {
    markdown: [
      table(
        ['Figure', 'Measured', 'Bar', ''],
        bars.map(({ what, figure, limit, isMet }) => [what, figure, limit, isMet ? 'met' : 'missed']),
      ),
      timingText(timings),
      rateText(rates),
      ggufText(languages),
      sizeText(moduleBytes, gzipped.length, await runtimeBytes()),
    ].join('\n\n'),
    summary: [...timings.map(timingLine), ...ggufLines(languages), ...texts],
    missed: [...texts.filter((_, at) => !bars[at]!.isMet), ...missedGguf(languages)],
  };
}

async function timeModel(model: BenchModel, served: ServedModel): Promise<Timing> {
  const runtime = await OnnxRuntime.load(model.file);
  const inputs = Object.values(model.inputs);
  const askRuntime = async (): Promise<Float32Array> => {
    const results = await runtime.runFeeds(runtime.feeds(inputs));
    return results[model.output]!.data as Float32Array;
  };
  const askEngine = (): Promise<Float32Array> => Promise.resolve(served.ask());
  refuseDifference(model.name, served.ask(), await askRuntime());
  const [engineMs, runtimeMs] = [await warmUp(askEngine), await warmUp(askRuntime)];
  const times = await interleave(BLOCKS, {
    engine: () => cpuOf(askEngine, BLOCK_MS / engineMs),
    runtime: () => cpuOf(askRuntime, BLOCK_MS / runtimeMs),
  });
  await runtime.release();
  const [ours, theirs] = [spreadOf(times.engine), spreadOf(times.runtime)];
  return { model, engine: ours, runtime: theirs, ratio: theirs.median / ours.median };
}

/** Runs until the code is compiled for speed. Units: CPU milliseconds of one call. */
async function warmUp(ask: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let calls = 0;
  for (; performance.now() - start < WARM_UP_MS; calls++) await ask();
  return (await cpuOf(ask, calls / 10)) / 1000;
}

/** Units: CPU microseconds of this thread for one of `calls` calls, at least one. */
async function cpuOf(ask: () => Promise<unknown>, calls: number): Promise<number> {
  const count = Math.max(1, Math.round(calls));
  const start = threadMicroseconds();
  for (let call = 0; call < count; call++) await ask();
  return Math.max(0.1, (threadMicroseconds() - start) / count);
}

/** Two engines that do not agree are not worth timing. */
function refuseDifference(name: string, ours: Float32Array, theirs: Float32Array): void {
  const at = theirs.findIndex((one, index) => !(Math.abs(one - ours[index]!) <= 1e-3 + 1e-3 * Math.abs(one)));
  if (at < 0 && ours.length === theirs.length) return;
  throw new Error(`${name}: output [${at}]: onnxruntime-web ${theirs[at]}, the engine ${ours[at]}`);
}

function barsOf(timings: readonly Timing[], moduleBytes: number, rates: readonly InstructionRate[]): Bar[] {
  const mean = Math.exp(timings.reduce((sum, { ratio }) => sum + Math.log(ratio), 0) / timings.length);
  const least = timings.reduce((slowest, one) => (one.ratio < slowest.ratio ? one : slowest));
  const [float, byte] = [rateOf(rates, 'float32'), rateOf(rates, 'int8')];
  return [
    {
      what: 'times onnxruntime-web, geometric mean',
      figure: mean.toFixed(2),
      limit: `at least ${GEOMETRIC_MEAN_MIN}`,
      isMet: mean >= GEOMETRIC_MEAN_MIN,
    },
    {
      what: `times onnxruntime-web, the least (${least.model.name})`,
      figure: least.ratio.toFixed(2),
      limit: `at least ${LEAST_MIN}`,
      isMet: least.ratio >= LEAST_MIN,
    },
    {
      what: "bytes of the engine's module",
      figure: moduleBytes.toLocaleString('en'),
      limit: `at most ${MODULE_BYTES_MAX.toLocaleString('en')}`,
      isMet: moduleBytes <= MODULE_BYTES_MAX,
    },
    {
      what: 'IC instructions for a multiply-add, float32',
      figure: float.toFixed(2),
      limit: `at most ${FLOAT_RATE_MAX}`,
      isMet: float <= FLOAT_RATE_MAX,
    },
    {
      what: 'IC instructions for a multiply-add, int8',
      figure: byte.toFixed(2),
      limit: `at most ${BYTE_RATE_MAX}`,
      isMet: byte <= BYTE_RATE_MAX,
    },
  ];
}

function timingText(timings: readonly Timing[]): string {
  const rows = timings.map(({ model, engine, runtime, ratio }) => [
    model.name,
    milliseconds(engine),
    milliseconds(runtime),
    ratio.toFixed(2),
  ]);
  return `### Beside onnxruntime-web

The engine's canister as it is built for release, in V8 with the least host that lets it run, against onnxruntime-web 1.30.0
(WebAssembly with SIMD, one thread), in turns in one process. From numbers to numbers on both sides: for the engine the
composing of the Candid message, the method \`infer\` and the copy out of its reply; for onnxruntime-web the making of
the tensors, \`run\` and the reading of the output. The answers were compared first. CPU milliseconds of the thread for one request: median
of ${BLOCKS} blocks and their quarter points. Other work on the machine shifts all figures; the last column is of one run and holds.

${table(['Model', 'Engine', 'onnxruntime-web', 'Times'], rows)}`;
}

function rateText(rates: readonly InstructionRate[]): string {
  const rows = rates.map(({ name, instructions, products }) => [
    name,
    (products / 1e6).toFixed(2),
    (instructions / 1e6).toFixed(2),
    (instructions / products).toFixed(2),
  ]);
  return `### On the Internet Computer

Instructions of one run by the subnet's metering, without the message around it and the pages it touches.

${table(['Model', 'Million multiply-adds', 'Million instructions', 'Instructions for each'], rows)}`;
}

function sizeText(moduleBytes: number, gzipBytes: number, theirs: number): string {
  return `### Size

The engine's module has ${moduleBytes.toLocaleString('en')} bytes (${gzipBytes.toLocaleString('en')} as it is installed, gzipped), that of
onnxruntime-web ${theirs.toLocaleString('en')}: ${(theirs / moduleBytes).toFixed(0)} times as many.`;
}

async function runtimeBytes(): Promise<number> {
  const path = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
  return (await stat(path)).size;
}

function timingLine({ model, engine, runtime, ratio }: Timing): string {
  const [ours, theirs] = [milliseconds(engine), milliseconds(runtime)];
  return `${model.name.padEnd(64)} ${ours.padStart(24)} ${theirs.padStart(24)} ${ratio.toFixed(2).padStart(6)}`;
}

function milliseconds({ median, low, high }: Spread): string {
  const text = (value: number): string => (value / 1000).toFixed(3);
  return `${text(median)} (${text(low)} to ${text(high)})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
