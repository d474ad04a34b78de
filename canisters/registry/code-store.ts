import { assert } from '@indus/kit/assert';
import { prefixedTable } from '@indus/kit/prefixed-table';
import type { Table } from '@indus/kit/table';
import { CertifiedRecords } from './certified-records.ts';
import { ParameterRecord, PurposeRecord, RecordClassRecord } from './code.ts';
import { CODE_CHARACTERS_MAX } from './limits.ts';

const ascii = new TextEncoder();

/** The purposes, record classes and parameters that the board has decided. */
export class CodeStore {
  readonly purposes: CertifiedRecords<PurposeRecord>;
  readonly recordClasses: CertifiedRecords<RecordClassRecord>;
  readonly parameters: CertifiedRecords<ParameterRecord>;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    const common = { keySizeBytes: CODE_CHARACTERS_MAX, indexes: {} };
    this.purposes = new CertifiedRecords<PurposeRecord>(part(0), {
      ...common,
      type: PurposeRecord,
      keyOf: ({ purpose }) => codeKey(purpose.code),
    });
    this.recordClasses = new CertifiedRecords<RecordClassRecord>(part(1), {
      ...common,
      type: RecordClassRecord,
      keyOf: (record) => codeKey(record.record_class.code),
    });
    this.parameters = new CertifiedRecords<ParameterRecord>(part(2), {
      ...common,
      type: ParameterRecord,
      keyOf: ({ parameter }) => codeKey(parameter.name),
    });
  }

  /** A parameter's value. Context: of a name in PARAMETERS. */
  parameter(name: string): bigint {
    const record = this.parameters.get(codeKey(name));
    assert(record !== undefined, 'every parameter has a record from installation on');
    return record.parameter.value;
  }
}

/** The key of a code: its characters, which are never zero, and zeros behind them. Bounds: up to 64 ASCII characters. */
export function codeKey(code: string): Uint8Array {
  const key = new Uint8Array(CODE_CHARACTERS_MAX);
  key.set(ascii.encode(code));
  return key;
}
