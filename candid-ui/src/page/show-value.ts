import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { elementOf, fieldsOf, isBlob, optionOf, unfoldType } from './unfold-type.ts';

/** Bounds: characters of a value that a page shows. */
export const SHOWN_CHARS_MAX = 100_000;

/** Values in Candid's own notation, one below the other. Source: Candid specification, "Textual values". */
export function showValues(types: readonly IDL.Type[], values: readonly unknown[]): string {
  const text = `(${types.map((type, index) => showValue(type, values[index], '  ')).join(',\n  ')})`;
  return text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)} …` : text;
}

function showValue(named: IDL.Type, value: unknown, indent: string): string {
  const type = unfoldType(named);
  const inner = `${indent}  `;
  const block = (word: string, lines: readonly string[]) =>
    lines.length === 0
      ? `${word} {}`
      : `${word} {\n${lines.map((line) => `${inner}${line};\n`).join('')}${indent}}`;
  if (type instanceof IDL.TextClass) return quoted(value as string);
  if (type instanceof IDL.PrincipalClass) return `principal "${(value as Principal).toText()}"`;
  if (type instanceof IDL.ReservedClass || type instanceof IDL.NullClass) return type.name;
  if (type instanceof IDL.ServiceClass) return `service "${(value as Principal).toText()}"`;
  if (type instanceof IDL.FuncClass) {
    const [canister, method] = value as [Principal, string];
    return `func "${canister.toText()}".${quoted(method)}`;
  }
  const option = optionOf(type);
  if (option) {
    const [some] = value as unknown[];
    return (value as unknown[]).length === 0 ? 'null' : `opt ${showValue(option, some, indent)}`;
  }
  if (isBlob(type))
    return `blob "${[...(value as Uint8Array)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}"`;
  const element = elementOf(type);
  if (element)
    return block(
      'vec',
      Array.from(value as ArrayLike<unknown>, (item) => showValue(element, item, inner)),
    );
  if (type instanceof IDL.VariantClass) return showCase(type, value as Record<string, unknown>, indent);
  if (type instanceof IDL.RecordClass) {
    const fields = value as Record<string, unknown>;
    return block(
      'record',
      fieldsOf(type).map(([label, of]) => `${labelText(label)} = ${showValue(of, fields[label], inner)}`),
    );
  }
  return `${String(value)} : ${type.name}`;
}

function showCase(type: IDL.VariantClass, value: Record<string, unknown>, indent: string): string {
  const [label = ''] = Object.keys(value);
  const of = fieldsOf(type).find(([name]) => name === label)?.[1] ?? IDL.Empty;
  const content = of instanceof IDL.NullClass ? '' : ` = ${showValue(of, value[label], indent)}`;
  return `variant { ${labelText(label)}${content} }`;
}

/** A label of a field; numbers stand without the underscores that JavaScript gives them. */
export function labelText(label: string): string {
  const number = /^_(\d+)_$/.exec(label)?.[1];
  return number ?? (/^[A-Za-z_][A-Za-z0-9_]*$/.test(label) ? label : quoted(label));
}

function quoted(text: string): string {
  return `"${text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(
      /[\0-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      (char) => `\\u{${char.charCodeAt(0).toString(16)}}`,
    )}"`;
}
