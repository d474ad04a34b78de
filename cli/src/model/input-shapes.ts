import type { engine, EngineDatatype, EngineTensor, InputShapes } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';

/** Reads shapes as a user writes them: `x=8,64`. Errors: CommandFailed `bad_option`. */
export function parseShapes(texts: readonly string[]): InputShapes {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, list] = /^(.+)=((?:\d+(?:,\d+)*)?)$/.exec(text) ?? [];
      if (name === undefined || list === undefined) {
        throw new CommandFailed('bad_option', `expected --shape NAME=SIZE,SIZE, got "${text}"`);
      }
      return [name, list === '' ? [] : list.split(',').map(Number)];
    }),
  );
}

/** How metadata show a tensor: `x FP32[-1,4]`. */
export function describeTensor({ name, datatype, shape }: engine.TensorMetadata): string {
  return `${name} ${datatype}[${[...shape].join(',')}]`;
}

/** Inputs that look like data: numbers between -1 and 1, whole ones 0 and 1, empty texts. The same each time. */
export function sampleInputs(inputs: readonly engine.TensorMetadata[], shapes: InputShapes): EngineTensor[] {
  return inputs.map(({ name, datatype, shape }) => {
    const dims = shapes[name] ?? [...shape].map((dim) => (dim < 0n ? 1 : Number(dim)));
    const size = dims.reduce((product, dim) => product * dim, 1);
    const data = sampleData(datatype as EngineDatatype, size);
    return { name, datatype, shape: dims, data } as EngineTensor;
  });
}

function sampleData(datatype: EngineDatatype, size: number): EngineTensor['data'] {
  const count = (
    Kind: { from(list: ArrayLike<number>): EngineTensor['data'] },
    make: (at: number) => number,
  ) => Kind.from(Array.from({ length: size }, (_, at) => make(at)));
  const wave = (at: number) => Math.sin(at * 12.9898);
  const bit = (at: number) => at % 2;
  switch (datatype) {
    case 'FP32':
      return count(Float32Array, wave);
    case 'FP64':
      return count(Float64Array, wave);
    case 'INT64':
      return BigInt64Array.from({ length: size }, (_, at) => BigInt(bit(at)));
    case 'UINT64':
      return BigUint64Array.from({ length: size }, (_, at) => BigInt(bit(at)));
    case 'INT8':
      return count(Int8Array, bit);
    case 'INT16':
      return count(Int16Array, bit);
    case 'INT32':
      return count(Int32Array, bit);
    case 'UINT16':
      return count(Uint16Array, bit);
    case 'UINT32':
      return count(Uint32Array, bit);
    case 'BOOL':
    case 'UINT8':
      return count(Uint8Array, bit);
    case 'BYTES':
      return Array.from({ length: size }, () => '');
  }
}
