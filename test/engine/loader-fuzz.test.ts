import { beforeAll, describe, expect, it } from 'vitest';
import { inputRandom } from '../fuzz/input-random.ts';
import { mutateBytes } from '../fuzz/mutate-bytes.ts';
import { CaseModule, compileCaseDoor, EngineRefused, EngineTrapped } from './case-module.ts';
import { LOADER_MODELS } from './loader-corpus.ts';
import { mutateProtobuf } from './mutate-protobuf.ts';
import type { Random } from '../sim/random.ts';

const SEED = Number(process.env['ENGINE_FUZZ_SEED'] ?? 20_261);
const COUNT = Number(process.env['ENGINE_FUZZ_COUNT'] ?? 2_000);

/** What thousands of changed models may have taken together: each returns what it took. Units: bytes. */
const MEMORY_MAX = 256 * 2 ** 20;

const NAMES = Object.keys(LOADER_MODELS);
const FILES = NAMES.map((name) => LOADER_MODELS[name]!.file);

type Ending = 'ran' | 'refused at load' | 'refused in the run';

let compiled: WebAssembly.Module;
let engine: CaseModule;

beforeAll(async () => {
  compiled = new WebAssembly.Module(await compileCaseDoor());
  engine = CaseModule.plain(compiled);
});

/** Loads a file and runs it with the inputs of the model it was made from. Errors: {@link EngineTrapped}. */
function tryFile(file: Uint8Array, name: string): Ending {
  let ending: Ending = 'refused at load';
  try {
    engine.load(file);
    ending = 'refused in the run';
    engine.give(LOADER_MODELS[name]!.inputs.slice(0, engine.inputCount));
    engine.execute();
    return 'ran';
  } catch (error) {
    if (error instanceof EngineTrapped) engine = CaseModule.plain(compiled);
    if (!(error instanceof EngineRefused)) throw error;
    expect(error.message).not.toBe('');
    return ending;
  }
}

function fuzz(change: (file: Uint8Array, random: Random) => Uint8Array): Record<Ending, number> {
  const endings: Record<Ending, number> = { ran: 0, 'refused at load': 0, 'refused in the run': 0 };
  for (let index = 0; index < COUNT; index++) {
    const random = inputRandom(SEED, index);
    const name = random.pick(NAMES);
    const file = change(LOADER_MODELS[name]!.file, random);
    try {
      endings[tryFile(file, name)]++;
    } catch (error) {
      const hex = Buffer.from(file).toString('hex');
      throw new Error(`seed ${SEED}, input ${index}, made from "${name}": ${hex}`, { cause: error });
    }
  }
  return endings;
}

describe('the loader under changed files', () => {
  it('bytes changed at random never trap', () => {
    const endings = fuzz((file, random) => mutateBytes(file, random, FILES));
    expect(endings['refused at load']).toBeGreaterThan(COUNT / 10);
    expect(endings.ran).toBeGreaterThan(0);
  });

  it('fields changed at random never trap', () => {
    const endings = fuzz((file, random) => mutateProtobuf(file, random, FILES));
    expect(endings['refused at load']).toBeGreaterThan(COUNT / 10);
    expect(endings.ran).toBeGreaterThan(COUNT / 20);
  });

  it('every valid model cut short at any byte is refused or runs', () => {
    for (const name of NAMES) {
      const { file } = LOADER_MODELS[name]!;
      for (let length = 0; length < file.length; length++) tryFile(file.subarray(0, length), name);
    }
  });

  it('random bytes are refused', () => {
    for (let index = 0; index < COUNT; index++) {
      const random = inputRandom(SEED, index);
      expect(tryFile(random.bytes(random.below(300)), 'layers')).toBe('refused at load');
    }
  });

  it('a valid model runs as before afterwards, and memory was returned', () => {
    for (const name of NAMES) expect(tryFile(LOADER_MODELS[name]!.file, name)).toBe('ran');
    expect(engine.memoryBytes).toBeLessThan(MEMORY_MAX);
  });
});
