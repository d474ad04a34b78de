import { gzipSync } from 'node:zlib';
import { enableWasmFeatures, prepareModule } from '@indus/subnet/fuzz';
import { scriptCanister } from '../../script-canister/script-canister.ts';
import { op, script } from '../../script-canister/script.ts';
import { installation, NO_ARGUMENT } from '../../sim/management-arguments.ts';
import type { Random } from '../../sim/random.ts';
import { MANAGEMENT } from '../../sim/subnet-client.ts';
import { FuzzSubnet, kindOfEnding } from '../fuzz-subnet.ts';
import { check, type FuzzBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import { mutateWasm } from '../mutate-wasm.ts';
import { runBoth } from '../run-both.ts';
import { wasmCorpus, type WasmCorpus } from '../wasm-corpus.ts';

const NEIGHBOUR_EVERY = 25;
let corpus: Promise<WasmCorpus> | undefined;

/**
 * Changed modules on a real subnet: uploaded, plain or compressed, installed over the module before, then called; each
 * step ends with a reply or a rejection with a code, and the neighbour answers.
 */
export const installTarget: FuzzTarget = {
  name: 'install',
  deadlineMs: 60_000,
  epochInputs: 1_000,
  share: 1,
  isStateless: false,
  async open(seed) {
    enableWasmFeatures();
    const ready = await (corpus ??= wasmCorpus({ motoko: false }));
    const subnet = await FuzzSubnet.start(seed);
    const neighbour = await subnet.deploy(await scriptCanister());
    const canister = await subnet.deploy(ready.small[0] ?? new Uint8Array());
    return new InstallBody({ subnet, neighbour, canister, corpus: ready });
  },
};

interface InstallParts {
  readonly subnet: FuzzSubnet;
  readonly neighbour: Uint8Array;
  readonly canister: Uint8Array;
  readonly corpus: WasmCorpus;
}

class InstallBody implements FuzzBody {
  readonly #parts: InstallParts;
  #runs = 0;

  constructor(parts: InstallParts) {
    this.#parts = parts;
  }

  generate(random: Random): Uint8Array {
    const { small, bodies } = this.#parts.corpus;
    const base = random.pick(small);
    const module = random.chance(25) ? base : mutateWasm(base, random, bodies);
    if (random.chance(70)) return module;
    const packed = Uint8Array.from(gzipSync(module, { level: 1 }));
    return random.chance(60) ? packed : mutateBytes(packed, random);
  }

  async run(input: Uint8Array): Promise<string> {
    const { subnet, neighbour, canister } = this.#parts;
    if (runsLong(input)) return 'runs too long for here';
    const argument = installation('reinstall', canister, input, NO_ARGUMENT);
    const installed = kindOfEnding(await subnet.call(MANAGEMENT, 'install_code', argument, canister));
    subnet.checkWell();
    const called =
      installed === 'replied' ? kindOfEnding(await subnet.call(canister, 'run', NO_ARGUMENT)) : '-';
    const asked =
      installed === 'replied' ? kindOfEnding(await subnet.query(canister, 'run', NO_ARGUMENT)) : '-';
    subnet.checkWell();
    if (++this.#runs % NEIGHBOUR_EVERY === 0) {
      const alive = await subnet.call(neighbour, 'update', script(op('reply')));
      check(alive?.startsWith('reply ') === true, () => `the neighbour does not answer: ${alive}`);
    }
    return `install ${installed}, update ${called}, query ${asked}`;
  }

  close(): Promise<void> {
    return this.#parts.subnet.stop();
  }
}

/** An endless loop ends at the limit of instructions, which takes longer than many inputs together. */
function runsLong(module: Uint8Array): boolean {
  const prepared = prepareModule(module);
  if (!prepared.ok || prepared.module.info.imports.length > 0) return false;
  if (prepared.module.info.memory !== undefined && prepared.module.info.memory.minPages > 64) return true;
  return (
    WebAssembly.validate(module as Uint8Array<ArrayBuffer>) && runBoth(module) === 'runs out of its budget'
  );
}
