import { expect, test } from 'vitest';
import { SYSTEM_API_SIGNATURES, systemApiSignature } from '../../wasm/system-api-signatures.ts';
import { MODES, modeMask } from './execution-mode.ts';
import { IMPORT_TABLE } from './import-table.ts';
import { API_BODIES } from './link-imports.ts';

test('import table: every function has a body and every body a row', () => {
  expect([...API_BODIES.keys()].sort()).toEqual([...IMPORT_TABLE.keys()].sort());
});

test.each([false, true])(
  'import table: signatures are those that validation accepts (64-bit: %s)',
  (pointers64) => {
    for (const [name, { params, result, only32 }] of IMPORT_TABLE) {
      const lower = (type: string): string => (type === 'I' ? (pointers64 ? 'i64' : 'i32') : type);
      const expected =
        only32 && pointers64
          ? undefined
          : { params: params.map(lower), results: result === undefined ? [] : [lower(result)] };
      expect(systemApiSignature(name, pointers64), name).toEqual(expected);
    }
  },
);

test('import table: validation knows no function that the table does not know', () => {
  for (const name of Object.keys(SYSTEM_API_SIGNATURES)) expect(IMPORT_TABLE.has(name), name).toBe(true);
});

test('modes: * is every mode but start', () => {
  expect(modeMask('*')).toBe(modeMask(MODES.filter((mode) => mode !== 's').join(' ')));
  expect(modeMask('* s')).toBe(2 ** MODES.length - 1);
});
