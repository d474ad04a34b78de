import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeTensor, MalformedFile, readOutline, type OnnxTensor } from '@indus/models';
import type { EngineCase } from './engine-case.ts';

/** A published case whose data are no tensors that anybody here can hold. */
export interface UnreadableCase {
  readonly operator: string;
  readonly name: string;
  readonly reason: string;
}

/**
 * The cases of a folder in the form of the ONNX project's test data: folders with `model.onnx` and
 * `test_data_set_N/input_I.pb`, `output_I.pb`. A case is counted under the operator that its folder is named for.
 */
export function* publishedCases(folder: string, filter = ''): Generator<EngineCase | UnreadableCase> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (!name.includes(filter) || !existsSync(join(path, 'model.onnx'))) continue;
    const model = Uint8Array.from(readFileSync(join(path, 'model.onnx')));
    const operator = operatorOf(name, readOutline(model).operators);
    for (let set = 0; existsSync(join(path, `test_data_set_${set}`)); set++) {
      const of = set === 0 ? name : `${name} set ${set}`;
      try {
        const data = join(path, `test_data_set_${set}`);
        const inputs = readTensors(data, 'input');
        yield { operator, name: of, model, inputs, expected: readTensors(data, 'output') };
      } catch (error) {
        if (!(error instanceof MalformedFile)) throw error;
        yield { operator, name: of, reason: error.message };
      }
    }
  }
}

function readTensors(folder: string, kind: string): OnnxTensor[] {
  const tensors: OnnxTensor[] = [];
  for (let index = 0; existsSync(join(folder, `${kind}_${index}.pb`)); index++) {
    tensors.push(decodeTensor(readFileSync(join(folder, `${kind}_${index}.pb`))));
  }
  return tensors;
}

function operatorOf(name: string, operators: readonly string[]): string {
  const plain = name.replace(/^test_(ai_onnx_ml_)?/, '').replaceAll('_', '');
  const named = operators
    .filter((one) => plain.startsWith(one.split('.').at(-1)!.toLowerCase()))
    .sort((a, b) => b.length - a.length);
  return named[0] ?? (operators.length === 1 ? operators[0]! : name.split('_')[1]!);
}
