import type { AdmissionLimits } from './limits.ts';
import type { Header, TypeEntry } from './read-header.ts';
import { refuse } from './refusal.ts';
import { FIXED_BYTES, TYPE_CODE } from './type-codes.ts';

/** What one value of a type costs at least. */
export interface TypeMeasure {
  /** Fewest bytes of a value; 0 for a zero-sized one. */
  readonly bytesMin: number;
  /** Values within one value that take no bytes of their own: null, reserved, and records. */
  readonly freeValues: number;
}

/** Large enough for every comparison, small enough that no sum loses digits. */
const MEASURE_MAX = 1_000_000;
const PRIMITIVE: readonly TypeMeasure[] = FIXED_BYTES.map((bytes, code) => ({
  bytesMin: code === 1 || code === 16 ? 0 : Math.max(bytes, 1),
  freeValues: code === 1 || code === 16 ? 1 : 0,
}));
const PRINCIPAL: TypeMeasure = { bytesMin: 2, freeValues: 0 };

/** Measures of a header's types, one for each entry of its table. */
export class TypeMeasures {
  readonly #header: Header;
  readonly #limits: AdmissionLimits;
  readonly #entries: (TypeMeasure | 'open' | undefined)[];

  /**
   * Measures all types of the table.
   * Errors: CandidRefused for a record that contains itself (it has no value, but a decoder looks for one forever), for
   * a record that is mostly free values, and for recursion where the limits exclude it.
   */
  constructor(header: Header, limits: AdmissionLimits) {
    this.#header = header;
    this.#limits = limits;
    this.#entries = new Array<TypeMeasure | 'open' | undefined>(header.types.length).fill(undefined);
    if (!limits.recursiveTypes) refuseRecursion(header.types);
    for (let i = 0; i < header.types.length; i++) this.of(i);
  }

  /** Measure of a type code or index. */
  of(type: number): TypeMeasure {
    if (type < 0) return PRIMITIVE[-type] ?? PRINCIPAL;
    const known = this.#entries[type];
    if (known === 'open') {
      const position = this.#header.types[type]?.position ?? 0;
      return refuse(
        'recursive-type',
        position,
        'expected a record with a value, got one that contains itself',
      );
    }
    if (known !== undefined) return known;
    this.#entries[type] = 'open';
    const measure = this.#measure(this.#header.types[type]);
    this.#entries[type] = measure;
    return measure;
  }

  #measure(entry: TypeEntry | undefined): TypeMeasure {
    switch (entry?.code) {
      case TYPE_CODE.record: {
        let bytesMin = 0;
        let freeValues = 1;
        for (const part of entry.parts) {
          const measure = this.of(part);
          bytesMin = Math.min(bytesMin + measure.bytesMin, MEASURE_MAX);
          freeValues = Math.min(freeValues + measure.freeValues, MEASURE_MAX);
        }
        const allowed = this.#limits.freeValuesMax + bytesMin;
        if (freeValues > allowed) {
          const got = freeValues === MEASURE_MAX ? `${MEASURE_MAX} or more` : `${freeValues}`;
          const message = `expected a record of at most ${allowed} values without bytes, got ${got}`;
          refuse('zero-sized-elements', entry.position, message);
        }
        return { bytesMin, freeValues };
      }
      // A type that is cut off by a tag or a length of its own: what is inside costs only where it is.
      case TYPE_CODE.func:
        return { bytesMin: 4, freeValues: 0 };
      case TYPE_CODE.service:
        return { bytesMin: 2, freeValues: 0 };
      default:
        return { bytesMin: 1, freeValues: 0 };
    }
  }
}

/** Refuses a table with a cycle. Every entry is entered and left once. */
function refuseRecursion(types: readonly TypeEntry[]): void {
  const state = new Uint8Array(types.length);
  const visit = (index: number): void => {
    const entry = types[index];
    if (entry === undefined || state[index] === 2) return;
    if (state[index] === 1) {
      refuse(
        'recursive-type',
        entry.position,
        'expected types that do not contain themselves, got one that does',
      );
    }
    state[index] = 1;
    for (const part of entry.parts) if (part >= 0) visit(part);
    state[index] = 2;
  };
  for (let index = 0; index < types.length; index++) visit(index);
}
