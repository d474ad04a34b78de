import { createHash } from 'node:crypto';
import { IDL } from '@dfinity/candid';
import { BareCanister } from '@indus/subnet/bench';
import { type engine, engineInterface } from '@indus/client';
import type { BenchModel } from './bench-model.ts';

const CHUNK_BYTES = 1_900_000;
const NO_ARGUMENT = new Uint8Array(IDL.encode([], []));
const METHODS = new Map(engineInterface({ IDL })._fields);

/** The engine's canister in V8 with the least host that lets it run, no subnet around it. */
export class ServingEngine {
  readonly #canister: BareCanister;

  /** Installs a gzipped module. */
  constructor(gzipped: Uint8Array) {
    this.#canister = new BareCanister(gzipped, 'uploaded', NO_ARGUMENT);
  }

  /** Uploads and loads a model. */
  serve({ name, file, inputs, output }: BenchModel): ServedModel {
    const sha256 = new Uint8Array(createHash('sha256').update(file).digest());
    const version = '1';
    const begin = { name, version, format: { onnx: null }, size: BigInt(file.length), sha256 };
    const { upload } = okOf(this.#update<engine.UploadResult>('begin_upload', begin));
    for (let offset = 0; offset < file.length; offset += CHUNK_BYTES) {
      const bytes = file.subarray(offset, offset + CHUNK_BYTES);
      okOf(this.#update('put_chunk', { upload, offset: BigInt(offset), bytes }));
    }
    okOf(this.#update('finish_upload', { upload }));
    okOf(this.#update('load_model', { name, version }));
    return new ServedModel(this.#canister, { name, inputs, output });
  }

  /** Takes a model out of the heap, so that the next is alone in it. */
  unload({ name }: BenchModel): void {
    okOf(this.#update('unload_model', { name, version: '1' }));
  }

  #update<Result extends { Ok?: unknown; Err?: unknown }>(method: string, argument: unknown): Result {
    const { argTypes } = typesOf(method);
    const message = new Uint8Array(IDL.encode(argTypes, [argument]));
    return answerOf<Result>(method, this.#canister.call(`canister_update ${method}`, message));
  }
}

/** A model of the engine and the way of one request to it and back. */
export class ServedModel {
  readonly #canister: BareCanister;
  readonly #message: Uint8Array;
  readonly #places: readonly { readonly at: number; readonly numbers: Float32Array }[];
  readonly #answer: { readonly at: number; readonly length: number };

  constructor(
    canister: BareCanister,
    { name, inputs, output }: Pick<BenchModel, 'name' | 'inputs' | 'output'>,
  ) {
    this.#canister = canister;
    const numbers = Object.values(inputs).map(({ data }) => data as Float32Array);
    // Numbers that occur nowhere else show where in a message those of a request lie.
    const marks = numbers.map((one, index) => new Uint8Array(one.byteLength).fill(0xa1 + index));
    const request = (contents: readonly Uint8Array[]): Uint8Array =>
      new Uint8Array(
        IDL.encode(typesOf('infer').argTypes, [
          {
            model_name: name,
            model_version: [],
            id: [],
            outputs: [],
            inputs: Object.entries(inputs).map(([input, { dims }], index) => ({
              name: input,
              datatype: 'FP32',
              shape: dims.map(BigInt),
              contents: { raw: contents[index]! },
            })),
          },
        ]),
      );
    const marked = Buffer.from(request(marks));
    this.#places = numbers.map((one, index) => ({ at: marked.indexOf(marks[index]!), numbers: one }));
    this.#message = request(numbers.map(bytesOf));
    this.#answer = this.#find(output);
  }

  /** From numbers to numbers: composes the message, has it answered, and takes the output's numbers out of the reply. */
  ask(): Float32Array {
    const message = this.#message.slice();
    for (const { at, numbers } of this.#places) message.set(bytesOf(numbers), at);
    const reply = this.#canister.call('canister_update infer', message);
    const { at, length } = this.#answer;
    return new Float32Array(reply.buffer.slice(reply.byteOffset + at, reply.byteOffset + at + length * 4));
  }

  /** Where the output's numbers begin in every reply of this model: its shape never changes. */
  #find(output: string): { at: number; length: number } {
    const reply = this.#canister.call('canister_update infer', this.#message);
    const { outputs } = okOf(answerOf<engine.InferResult>('infer', reply));
    const contents = outputs.find(({ name }) => name === output)?.contents;
    if (contents === undefined || !('fp32_contents' in contents)) throw new Error(`no output ${output}`);
    const numbers = Float32Array.from(contents.fp32_contents);
    const at = Buffer.from(reply).indexOf(bytesOf(numbers));
    if (at < 0) throw new Error('the numbers of the reply do not lie in one piece');
    return { at, length: numbers.length };
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function typesOf(method: string): IDL.FuncClass {
  return METHODS.get(method)!;
}

function answerOf<Result>(method: string, reply: Uint8Array): Result {
  // A copy: the decoder looks at the whole memory behind a Buffer.
  return IDL.decode(typesOf(method).retTypes, Uint8Array.from(reply))[0] as Result;
}

function okOf<Ok>(result: { Ok?: Ok; Err?: unknown }): Ok {
  if ('Ok' in result) return result.Ok as Ok;
  throw new Error(
    JSON.stringify(result.Err, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  );
}
