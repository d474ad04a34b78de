import { protobufFields } from '../protobuf/protobuf-reader.ts';

/** What a file asks of whoever runs it, without its weights. */
export interface ModelOutline {
  /** Versions of the operator sets by domain; the empty domain is `ai.onnx`. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Operators of the graph's own nodes, each once, in the order of the file; those of other domains with their domain. */
  readonly operators: readonly string[];
}

const utf8 = new TextDecoder();

/**
 * Reads what a model asks for.
 * Errors: `MalformedFile` when the bytes are no ONNX file.
 */
export function readOutline(file: Uint8Array): ModelOutline {
  const opsets: Record<string, number> = {};
  const operators = new Set<string>();
  for (const { number, value } of protobufFields(file)) {
    if (typeof value === 'bigint') continue;
    if (number === 8) {
      const { domain, version } = readOpset(value);
      opsets[domain] = version;
    } else if (number === 7) {
      for (const field of protobufFields(value)) {
        if (field.number === 1 && typeof field.value !== 'bigint') operators.add(operatorOf(field.value));
      }
    }
  }
  return { opsets, operators: [...operators] };
}

function readOpset(bytes: Uint8Array): { domain: string; version: number } {
  const opset = { domain: '', version: 0 };
  for (const { number, value } of protobufFields(bytes)) {
    if (number === 1 && typeof value !== 'bigint') opset.domain = utf8.decode(value);
    if (number === 2 && typeof value === 'bigint') opset.version = Number(value);
  }
  return opset;
}

function operatorOf(node: Uint8Array): string {
  let op = '';
  let domain = '';
  for (const { number, value } of protobufFields(node)) {
    if (number === 4 && typeof value !== 'bigint') op = utf8.decode(value);
    if (number === 7 && typeof value !== 'bigint') domain = utf8.decode(value);
  }
  return domain === '' || domain === 'ai.onnx' ? op : `${domain}.${op}`;
}
