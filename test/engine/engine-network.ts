import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildCanister } from '@indus/cli';
import { node, onnxModel, tensor, value } from '@indus/models';
import { startTestSubnet, type TestSubnet } from '@indus/subnet/testing';
import { Principal } from '@dfinity/principal';
import { type engine, engineInterface } from '@indus/client';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Who controls the engine in tests, and somebody else. */
export const CONTROLLER = Principal.fromUint8Array(Uint8Array.of(1, 1));
export const STRANGER = Principal.fromUint8Array(Uint8Array.of(2, 2));

let module: Promise<Uint8Array> | undefined;

/** The engine as it is deployed. */
export function engineModule(): Promise<Uint8Array> {
  module ??= buildCanister({ root: ROOT, name: 'engine' }).then(
    async ({ wasmGzPath }) => new Uint8Array(await readFile(wasmGzPath)),
  );
  return module;
}

/** An engine on a subnet of its own. */
export class EngineNetwork implements AsyncDisposable {
  readonly subnet: TestSubnet;
  readonly canister: Principal;
  /** As the controller. */
  readonly control: engine._SERVICE;
  /** As anybody. */
  readonly engine: engine._SERVICE;

  private constructor(subnet: TestSubnet, canister: Principal) {
    this.subnet = subnet;
    this.canister = canister;
    this.control = subnet.actor<engine._SERVICE>(canister, engineInterface, { sender: CONTROLLER });
    this.engine = subnet.actor<engine._SERVICE>(canister, engineInterface, { sender: STRANGER });
  }

  static async start(): Promise<EngineNetwork> {
    const wasm = await engineModule();
    const subnet = await startTestSubnet();
    const canister = await subnet.setupCanister(wasm, { sender: CONTROLLER });
    return new EngineNetwork(subnet, canister);
  }

  /** Brings a newer module, with its stop before and its start after. */
  async upgrade(): Promise<void> {
    await this.subnet.stopCanister(this.canister, { sender: CONTROLLER });
    await this.subnet.upgradeCode(this.canister, await engineModule(), { sender: CONTROLLER });
    await this.subnet.startCanister(this.canister, { sender: CONTROLLER });
  }

  /** Uploads a file in chunks and checks it; it is not loaded. */
  async store(name: string, file: Uint8Array, version = '1', chunkBytes = 1_000_000): Promise<void> {
    const { upload } = okOf(await this.control.begin_upload(beginOf(name, file, version)));
    for (let offset = 0; offset < file.length; offset += chunkBytes) {
      const bytes = file.subarray(offset, offset + chunkBytes);
      okOf(await this.control.put_chunk({ upload, offset: BigInt(offset), bytes }));
    }
    okOf(await this.control.finish_upload({ upload }));
  }

  /** Uploads and loads a model. */
  async serve(name: string, file: Uint8Array, version = '1'): Promise<void> {
    await this.store(name, file, version);
    okOf(await this.control.load_model({ name, version }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.subnet.stop();
  }
}

/** The announcement of a file. */
export function beginOf(name: string, file: Uint8Array, version = '1') {
  const sha256 = new Uint8Array(createHash('sha256').update(file).digest());
  return { name, version, format: { onnx: null }, size: BigInt(file.length), sha256 };
}

/** What a method answered, which must be no refusal. */
export function okOf<Ok>(result: { Ok: Ok } | { Err: engine.MethodError }): Ok {
  if ('Ok' in result) return result.Ok;
  throw new Error(
    `refused: ${JSON.stringify(result.Err, (_, part) => (typeof part === 'bigint' ? String(part) : part))}`,
  );
}

/** Why a method refused, which it must. */
export function errorOf(result: { Ok: unknown } | { Err: engine.MethodError }): engine.MethodError {
  if ('Err' in result) return result.Err;
  throw new Error('expected a refusal, got an answer');
}

/** A request with rows of numbers for the input "x". */
export function inferX(
  model: string,
  rows: readonly (readonly number[])[],
  more: Partial<engine.InferRequest> = {},
): engine.InferRequest {
  return {
    model_name: model,
    model_version: [],
    id: [],
    inputs: [
      {
        name: 'x',
        datatype: 'FP32',
        shape: BigInt64Array.of(BigInt(rows.length), BigInt(rows[0]!.length)),
        contents: { fp32_contents: rows.flat() },
      },
    ],
    outputs: [],
    ...more,
  };
}

/** Numbers that look like chance and are the same each time. */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A network of fully connected layers from "x" to "y". */
export function layers(sizes: readonly number[], seed = 1): Uint8Array<ArrayBuffer> {
  const weights = sizes.slice(1).map((width, layer) => ({
    name: `w${layer}`,
    tensor: tensor('float32', [sizes[layer]!, width], numbers(sizes[layer]! * width, seed + layer)),
  }));
  const last = weights.length - 1;
  return onnxModel({
    opsets: { '': 17 },
    inputs: [value('x', 'float32', [null, sizes[0]!])],
    outputs: [value('y', 'float32', [null, sizes.at(-1)!])],
    initializers: Object.fromEntries(weights.map(({ name, tensor: weight }) => [name, weight])),
    nodes: weights.flatMap(({ name }, layer) => [
      node('MatMul', [layer === 0 ? 'x' : `h${layer - 1}`, name], [`p${layer}`]),
      node('Tanh', [`p${layer}`], [layer === last ? 'y' : `h${layer}`]),
    ]),
  });
}
