import { type IDL } from '@dfinity/candid';
import { ICRC3_VALUE } from './icrc-idl-table.ts';
import type { SystemCanister } from './system-canister.ts';

/** The Candid interface of a system canister as text, made of its methods. */
export function candidOf(canister: SystemCanister): string {
  const methods = [...canister.methods].map(([name, { argument, result, kind }]) => {
    const types = (list: readonly IDL.Type[]) => `(${list.map((type) => type.display()).join(', ')})`;
    return `  ${name} : ${types(argument)} -> ${types(result)}${kind === 'query' ? ' query' : ''};`;
  });
  const service = `service : {\n${methods.join('\n')}\n}\n`;
  return service.includes(VALUE)
    ? `type Value = ${VALUE_BODY};\n${service.replaceAll(VALUE, 'Value')}`
    : service;
}

/** The one recursive type; the library shows it as its name, a point and its body, with numbers of fields as names. */
const VALUE = ICRC3_VALUE.display();
const VALUE_BODY = VALUE.slice(VALUE.indexOf('.') + 1)
  .replaceAll(ICRC3_VALUE.name, 'Value')
  .replaceAll(/_(\d+)_:/g, '$1:');
