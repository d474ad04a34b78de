/** A module taken apart: headers as values, code as ranges of the uploaded bytes. Indexes are those of the module. */
export interface ModuleLayout {
  readonly bytes: Uint8Array;
  readonly types: FunctionType[];
  readonly imports: ImportedFunction[];
  /** Type index of every function, imports first. */
  readonly functionTypes: number[];
  table: TableLayout | undefined;
  memory: { index64: boolean; minPages: number; maxPages: number | undefined } | undefined;
  readonly globals: GlobalLayout[];
  readonly exports: ExportLayout[];
  start: number | undefined;
  readonly elements: ElementSegment[];
  readonly data: DataLayout[];
  dataCount: number | undefined;
  readonly bodies: ByteRange[];
  codeSectionBytes: number;
  readonly customSections: { readonly name: string; readonly content: Uint8Array }[];
}

/** Half-open. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Value types as the bytes of the binary format. */
export interface FunctionType {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

export interface ImportedFunction {
  readonly module: string;
  readonly name: string;
  readonly type: number;
}

export interface TableLayout {
  readonly elementType: number;
  readonly index64: boolean;
  readonly min: number;
  readonly max: number | undefined;
}

/** A constant expression: its opcode, its value where that is an integer or a function index, and its bytes. */
export interface ConstantExpression extends ByteRange {
  readonly opcode: number;
  readonly value: bigint;
}

export interface GlobalLayout {
  readonly type: number;
  readonly mutable: boolean;
  readonly initial: ConstantExpression;
}

export interface ExportLayout {
  readonly name: string;
  /** 0 function, 1 table, 2 memory, 3 global. */
  readonly kind: number;
  readonly index: number;
}

/** `rest` is what follows the offset in the binary format. */
export interface ElementSegment {
  readonly flags: number;
  readonly offset: ConstantExpression | undefined;
  readonly rest: ByteRange;
  readonly functions: readonly number[];
}

/** `offset` is absent for a passive segment. */
export interface DataLayout {
  readonly offset: ConstantExpression | undefined;
  readonly content: Uint8Array;
}
