import {
  layoutGguf,
  llamaMetadata,
  llamaTensors,
  quantiseWeights,
  seededUnits,
  sentencePieceMetadata,
  type GgufTensorOutline,
  type GgufTensorType,
  type LlamaShape,
} from '@indus/models';
import { compileGgufDoor, GgufModule } from '../../engine/gguf-module.ts';

/** Instructions a message may use on the IC. Source: dfinity/ic, rs/config/src/subnet_config.rs. */
const MESSAGE_INSTRUCTIONS = 40_000_000_000;

/**
 * What the first touch of a page in a message costs, spread over the bytes of weights that it reads. The subnet's metering does not
 * have it. Source: dfinity/ic, pull request 10789: 5,000 instructions for each 4 KiB.
 */
const INSTRUCTIONS_PER_BYTE_READ = 1.22;

/** Tokens before the one that is measured. */
const POSITION = 127;
const MEASURED_TOKENS = 2;
const TIMED_TOKENS = 8;

/** One token at the beginning, one for the space before the text, and one for each byte. */
const PROMPT = 'x'.repeat(POSITION - 2);

/** A shape at which generation is measured, and the tokens of one message that it must reach. */
interface GgufCase {
  readonly name: string;
  readonly type: GgufTensorType;
  readonly shape: LlamaShape;
  readonly tokensLeast?: number;
}

/** What was measured of a case. */
export interface GgufFigure {
  readonly name: string;
  readonly type: GgufTensorType;
  readonly parameters: number;
  /** Of one generated token at position 127, by the subnet's metering of code. */
  readonly instructionsPerToken: number;
  /** The engine's own estimate of the same. */
  readonly estimatedPerToken: number;
  /** Of one token of the prompt, on average over positions 0 to 126, without logits. */
  readonly instructionsPerPromptToken: number;
  /** Of bringing the file into the heap. */
  readonly instructionsToLoad: number;
  /** Tokens of a message of 40 G instructions that first reads all weights from pages it has not touched. */
  readonly tokensPerMessage: number;
  readonly tokensLeast: number | undefined;
  /** Wall time on this machine, without metering. */
  readonly tokensPerSecond: number;
  readonly heapBytes: number;
}

const COMMON = { architecture: 'llama', contextTokens: 256, ropeBase: 10_000, epsilon: 1e-5 } as const;

const SHAPE_15M: LlamaShape = {
  ...COMMON,
  ...{ layers: 6, width: 288, hiddenWidth: 768, heads: 6, keyHeads: 6, vocabulary: 32_000, isTied: true },
};
const SHAPE_110M: LlamaShape = {
  ...COMMON,
  ...{ layers: 12, width: 768, hiddenWidth: 2048, heads: 12, keyHeads: 12, vocabulary: 32_000, isTied: true },
};
const SHAPE_500M: LlamaShape = {
  ...COMMON,
  architecture: 'qwen2',
  ...{ layers: 24, width: 896, hiddenWidth: 4864, heads: 14, keyHeads: 2, vocabulary: 151_936, isTied: true },
};

/** Shapes of known models; weights are random, for they do not change the count. Bars: the figures of the design. */
const CASES: readonly GgufCase[] = [
  { name: '15 M', type: 'Q8_0', shape: SHAPE_15M, tokensLeast: 1370 },
  { name: '110 M', type: 'Q8_0', shape: SHAPE_110M, tokensLeast: 205 },
  { name: '110 M', type: 'Q4_0', shape: SHAPE_110M },
  { name: '0.5 B', type: 'Q8_0', shape: SHAPE_500M, tokensLeast: 47 },
];

/** Measures generation at all shapes, one after the other. The largest takes 1.2 GB for a minute. */
export async function measureGguf(onProgress: (text: string) => void): Promise<GgufFigure[]> {
  const module = await compileGgufDoor();
  const figures: GgufFigure[] = [];
  for (const one of CASES) {
    onProgress(`language model of ${one.name} parameters in ${one.type}`);
    figures.push(measureCase(one, module));
  }
  return figures;
}

/** The bars that were not kept, with the figures. */
export function missedGguf(figures: readonly GgufFigure[]): string[] {
  return figures
    .filter(
      ({ tokensLeast, tokensPerMessage }) => tokensLeast !== undefined && tokensPerMessage < tokensLeast,
    )
    .map(
      ({ name, type, tokensLeast, tokensPerMessage }) =>
        `a language model of ${name} in ${type} gives ${tokensPerMessage} tokens for 40 G instructions, expected ${tokensLeast}`,
    );
}

/** The figures in lines. */
export function ggufLines(figures: readonly GgufFigure[]): string[] {
  return figures.map(
    ({ name, type, instructionsPerToken, tokensPerMessage, tokensLeast }) =>
      `language model of ${name} in ${type}: ${(instructionsPerToken / 1e6).toFixed(1)} M instructions per token, ` +
      `${tokensPerMessage} tokens for 40 G${tokensLeast === undefined ? '' : ` (at least ${tokensLeast})`}`,
  );
}

/** The figures as Markdown. */
export function ggufText(figures: readonly GgufFigure[]): string {
  const millions = (count: number): string => (count / 1e6).toFixed(count < 1e8 ? 1 : 0);
  const rows = figures.map((figure) =>
    [
      `${figure.name} ${figure.type}`,
      millions(figure.instructionsPerToken),
      `**${figure.tokensPerMessage}**`,
      figure.tokensLeast ?? '',
      millions(figure.instructionsPerPromptToken),
      millions(figure.instructionsToLoad),
      figure.tokensPerSecond.toFixed(1),
      millions(figure.heapBytes),
    ].join(' | '),
  );
  return [
    '### Language models',
    '',
    'Random weights, one token at position 127. Counted by the metering; what the first touch of the pages of the',
    `weights costs on the Internet Computer, which the metering does not have, is taken off at ${INSTRUCTIONS_PER_BYTE_READ}`,
    'instructions a byte in each message.',
    '',
    '| Parameters | M instructions per token | Tokens per 40 G | At least | M instructions per prompt token | M instructions to load | Tokens per second here | MB of heap |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

function measureCase(one: GgufCase, module: Uint8Array<ArrayBuffer>): GgufFigure {
  const metered = GgufModule.metered(module);
  const instructionsToLoad = counted(metered, () => loadRandom(metered, one));
  metered.openContext(one.shape.contextTokens);
  metered.begin(PROMPT, { tokensMax: MEASURED_TOKENS + 1 });
  let estimated = 0;
  const stepOn = (tokens: number): void => {
    estimated = 0;
    while (metered.tokens.length < tokens) {
      estimated += metered.nextCost;
      metered.step(metered.nextCost);
    }
  };
  const instructionsOfPrompt = counted(metered, () => stepOn(POSITION + 1));
  const instructions = counted(metered, () => stepOn(POSITION + 1 + MEASURED_TOKENS));
  const instructionsPerToken = instructions / MEASURED_TOKENS;
  const pages = metered.heapBytes * INSTRUCTIONS_PER_BYTE_READ;
  return {
    name: one.name,
    type: one.type,
    parameters: outlines(one).reduce((sum, { columns, rows = 1 }) => sum + columns * rows, 0),
    instructionsPerToken,
    estimatedPerToken: estimated / MEASURED_TOKENS,
    instructionsPerPromptToken: instructionsOfPrompt / POSITION,
    instructionsToLoad,
    tokensPerMessage: Math.floor((MESSAGE_INSTRUCTIONS - pages) / instructionsPerToken),
    tokensLeast: one.tokensLeast,
    tokensPerSecond: timeTokens(one, module),
    heapBytes: metered.heapBytes,
  };
}

function timeTokens(one: GgufCase, module: Uint8Array<ArrayBuffer>): number {
  const engine = GgufModule.plain(new WebAssembly.Module(module));
  loadRandom(engine, one);
  engine.openContext(one.shape.contextTokens);
  engine.begin(PROMPT, { tokensMax: TIMED_TOKENS + 1 });
  while (engine.tokens.length === POSITION) engine.step(engine.nextCost);
  const started = performance.now();
  engine.step();
  return (TIMED_TOKENS * 1000) / (performance.now() - started);
}

function counted(engine: GgufModule, run: () => void): number {
  const before = engine.instructions;
  run();
  return Number(engine.instructions - before);
}

function outlines({ shape, type }: GgufCase): GgufTensorOutline[] {
  return llamaTensors(shape, () => type);
}

/** Writes a file with random weights where the engine reads it, so that it is in memory once. */
function loadRandom(engine: GgufModule, one: GgufCase): void {
  const tensors = outlines(one);
  const layout = layoutGguf(
    { ...llamaMetadata(one.shape, one.name), ...sentencePieceMetadata([], one.shape.vocabulary) },
    tensors,
  );
  const file = engine.reserve(layout.fileBytes);
  file.set(layout.head);
  const next = seededUnits(1);
  const norm = Float32Array.from({ length: 8192 }, () => 1 + 0.2 * next());
  const weights = quantiseWeights(
    one.type,
    Float32Array.from({ length: 32 * 4096 }, () => 0.05 * next()),
  );
  tensors.forEach(({ type, rows }, index) => {
    const pattern = rows === undefined ? quantiseWeights(type, norm) : weights;
    const size = layout.sizes[index] as number;
    for (let done = 0; done < size; done += pattern.length) {
      file.set(
        pattern.subarray(0, Math.min(pattern.length, size - done)),
        (layout.offsets[index] as number) + done,
      );
    }
  });
  engine.loadReserved(layout.fileBytes);
}
