import { join } from 'node:path';
import type { Command } from 'commander';
import type { engine, Engine } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import type { ModelReport } from '../model/check-model.ts';
import { describeTensor } from '../model/input-shapes.ts';
import { logOption, type Output, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';
import { stateFolder } from '../state/state-folder.ts';

interface ShapeOptions extends OutputOptions {
  readonly shape: readonly string[];
}

interface BenchOptions extends ShapeOptions {
  readonly runs: string;
}

/** What a user may say about the network to bring models to. */
interface NetworkOptions extends OutputOptions {
  readonly network: string;
  readonly rootKey?: string;
  readonly state?: string;
  readonly identity?: string;
}

interface LoadOptions extends NetworkOptions {
  readonly name?: string;
  readonly modelVersion?: string;
}

/** The most runs of a benchmark. */
const RUNS_MAX = 10_000;

/** Adds `indus model` with its commands to the command line. */
export function addModel(program: Command): void {
  const model = program.command('model').description('models for the engine: check, load, list, measure');
  const local = (name: string, description: string) =>
    model
      .command(name)
      .description(description)
      .argument('<file>', 'ONNX or GGUF file')
      .option('--shape <name=sizes...>', 'shape of an input, such as x=8,64; open dimensions are 1', [])
      .addOption(logOption())
      .option('--json', 'print the result as one line of JSON');
  const remote = (name: string, description: string) =>
    model
      .command(name)
      .description(description)
      .option('--network <name>', 'embedded, ic or the URL of a network', 'embedded')
      .option('--root-key <hex>', 'public key (DER) that the network is believed by')
      .option('--state <folder>', 'state folder of the embedded network')
      .addOption(logOption())
      .option('--json', 'print the result as one line of JSON');
  local('check', 'say whether the engine runs a model and what it costs; without a network').action(
    (file: string, options: ShapeOptions) => runCommand(options, (output) => check(file, options, output)),
  );
  local('bench', 'measure inferences of a model; without a network')
    .option('--runs <count>', 'how many', '20')
    .action((file: string, options: BenchOptions) =>
      runCommand(options, (output) => bench(file, options, output)),
    );
  remote('load', 'bring a model to the engine and make it answer')
    .argument('<file>', 'ONNX or GGUF file')
    .option('--name <name>', 'name that it gets; the file’s unless told')
    .option('--model-version <version>', 'version that it gets; the beginning of its SHA-256 unless told')
    .option('--identity <file>', 'PEM file with the Ed25519 key of a controller; by default the developer’s')
    .action((file: string, options: LoadOptions) =>
      runCommand(options, (output) => load(file, options, output)),
    );
  remote('list', 'the models of the engine').action((options: NetworkOptions) =>
    runCommand(options, (output) => list(options, output)),
  );
}

async function check(file: string, options: ShapeOptions, output: Output): Promise<void> {
  const { report } = await withChecked(file, options, output, async () => undefined);
  output.result(reportLines(report).join('\n'), plain(report));
}

async function bench(file: string, options: BenchOptions, output: Output): Promise<void> {
  const { benchModel } = await import('../model/bench-model.ts');
  const { parseShapes } = await import('../model/input-shapes.ts');
  const runs = Number(options.runs);
  if (!Number.isInteger(runs) || runs < 1 || runs > RUNS_MAX) {
    throw new CommandFailed('bad_option', `expected --runs 1 to ${RUNS_MAX}, got "${options.runs}"`);
  }
  const { report, result } = await withChecked(file, options, output, (engineUsed, model, checked) =>
    benchModel(engineUsed, model, { report: checked, shapes: parseShapes(options.shape), runs }),
  );
  const times = `${result.medianMs.toFixed(2)} ms median, ${result.fastestMs.toFixed(2)} ms fastest`;
  output.result(
    [
      ...reportLines(report),
      `measured      ${times} of ${runs} by ${result.kind}, ${result.instructions} instructions`,
    ].join('\n'),
    { ...(plain(report) as object), bench: plain(result) },
  );
}

async function withChecked<Result>(
  file: string,
  options: ShapeOptions,
  output: Output,
  work: (engineUsed: Engine, model: string, report: ModelReport) => Promise<Result>,
): Promise<{ report: ModelReport; result: Result }> {
  const { checkModel } = await import('../model/check-model.ts');
  const { parseShapes } = await import('../model/input-shapes.ts');
  const { withLocalEngine } = await import('../model/local-engine.ts');
  const { readModelFile } = await import('../model/model-file.ts');
  const shapes = parseShapes(options.shape);
  const model = await readModelFile(file);
  return withLocalEngine(findProjectRoot(), output.progress, async (engineUsed) => {
    const report = await checkModel(engineUsed, model, shapes);
    return { report, result: await work(engineUsed, model.name, report) };
  });
}

async function load(file: string, options: LoadOptions, output: Output): Promise<void> {
  const { loadModel, uploadModel } = await import('@indus/client');
  const { readModelFile } = await import('../model/model-file.ts');
  const model = await readModelFile(file, {
    ...(options.name !== undefined && { name: options.name }),
    ...(options.modelVersion !== undefined && { version: options.modelVersion }),
  });
  const engineUsed = await reach(options, output);
  await uploadModel(engineUsed, {
    ...model,
    onProgress: (sent, total) => output.progress(`${model.name}: sent ${sent} of ${total} bytes`),
  });
  const cost = await loadModel(engineUsed, model);
  const text = `${model.name} ${model.version} ${model.sha256} ready, about ${cost.instructions} instructions for one row`;
  output.result(text, plain({ name: model.name, version: model.version, sha256: model.sha256, cost }));
}

async function list(options: NetworkOptions, output: Output): Promise<void> {
  const { listModels, toHex } = await import('@indus/client');
  const models = await listModels(await reach(options, output));
  const rows = models.map((model) => ({
    name: model.name,
    version: model.version,
    format: Object.keys(model.format)[0],
    state: Object.keys(model.state)[0],
    sha256: toHex(Uint8Array.from(model.sha256)),
    size: model.size,
    received: model.received,
  }));
  const lines = rows.map(({ name, version, format, state, sha256, size }) =>
    [name, version, format, state, sha256, `${size} bytes`].join(' '),
  );
  output.result(lines.join('\n'), plain(rows));
}

async function reach(options: NetworkOptions, output: Output) {
  const { connect, openEngine } = await import('@indus/client');
  const { resolveNetwork } = await import('../deploy/resolve-network.ts');
  const { ENGINE } = await import('../model/local-engine.ts');
  const { readCanisterIds } = await import('../state/canister-ids.ts');
  const { keyFileIdentity, readKeyFile } = await import('../state/key-file.ts');
  const root = findProjectRoot();
  const state = stateFolder(root, options.state);
  const network = await resolveNetwork(root, state, options, output.progress);
  const id = (await readCanisterIds(network.canisterIds, network.name)).get(ENGINE);
  if (!id) {
    throw new CommandFailed(
      'not_created',
      `expected an engine on ${network.name}, got none; bring it there with: npm run indus -- deploy ${ENGINE}`,
    );
  }
  const identity = options.identity
    ? await readKeyFile(options.identity)
    : await keyFileIdentity(join(state.keys, 'developer.pem'));
  const { url, rootKey } = network;
  return openEngine(connect({ url, identity, ...(rootKey && { rootKey }) }), id);
}

function reportLines(report: ModelReport): string[] {
  const tensors = (list: readonly engine.TensorMetadata[]) => list.map(describeTensor).join(', ');
  const place = report.fitsQuery ? 'a query holds it' : 'no query holds it: ask by update';
  const open = report.hasOpenSteps ? ', and what steps take whose sizes follow from values' : '';
  if (report.format === 'gguf') {
    return [
      `supported     ${report.sha256}, writes texts`,
      `instructions  about ${report.instructions} for a token; a text takes as many messages as it needs`,
      `heap          ${report.heapBytes} bytes`,
      `stable        ${report.stableBytes} bytes for a file of ${report.fileBytes}`,
    ];
  }
  return [
    `supported     ${report.sha256}`,
    `inputs        ${tensors(report.inputs)}`,
    `outputs       ${tensors(report.outputs)}`,
    `instructions  about ${report.instructions}${open}; ${place}`,
    `heap          ${report.heapBytes} bytes`,
    `stable        ${report.stableBytes} bytes for a file of ${report.fileBytes}`,
  ];
}

/** The same without big numbers, which JSON does not have; those of a network's counters fit a double. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === 'bigint') return Number(part);
      return ArrayBuffer.isView(part) ? [...(part as unknown as Iterable<unknown>)] : part;
    }),
  );
}
