import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import type { CertifiedMap } from '@indus/kit/certified-map';
import { readU32, u32Key, u64Key } from '@indus/kit/key';
import { prefixedTable } from '@indus/kit/prefixed-table';
import type { Table } from '@indus/kit/table';
import { CertifiedRecords } from '../certified-records.ts';
import { ProductionInterval, StageInterval } from './stage-interval.ts';
import { versionKey } from './versioned-register.ts';

const STAGE_KEY_SIZE_BYTES = 16;
const PRODUCTION_KEY_SIZE_BYTES = 12;

/** A stage as it begins. */
export type NewStage = Pick<StageInterval, 'model' | 'version' | 'stage' | 'by' | 'reason'>;

/**
 * The past of models in intervals: the stages of each version, and which version of a model was in production. Every time
 * from a model's registration on lies in exactly one interval of each.
 */
export class StageHistory {
  readonly #stages: CertifiedRecords<StageInterval>;
  readonly #production: CertifiedRecords<ProductionInterval>;
  readonly #counts: Table;

  /** Lives in a table, or a part of one, of its own. */
  constructor(table: Table) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    this.#stages = new CertifiedRecords<StageInterval>(part(0), {
      type: StageInterval,
      keySizeBytes: STAGE_KEY_SIZE_BYTES,
      keyOf: ({ model, version, sequence }) => stageKey(model, version, sequence),
      indexes: {},
    });
    this.#production = new CertifiedRecords<ProductionInterval>(part(1), {
      type: ProductionInterval,
      keySizeBytes: PRODUCTION_KEY_SIZE_BYTES,
      keyOf: ({ model, sequence }) => productionKey(model, sequence),
      indexes: {},
    });
    this.#counts = part(2);
  }

  get certifiedStages(): CertifiedMap {
    return this.#stages.certified;
  }

  get certifiedProduction(): CertifiedMap {
    return this.#production.certified;
  }

  /** How many stages a version has been in. */
  stagesOf(model: bigint, version: number): number {
    return this.#count(versionKey(model, version));
  }

  /** How many intervals the production of a model has. */
  productionsOf(model: bigint): number {
    return this.#count(u64Key(model));
  }

  stageBytes(model: bigint, version: number, sequence: number): Uint8Array | undefined {
    return this.#stages.bytes(stageKey(model, version, sequence));
  }

  productionBytes(model: bigint, sequence: number): Uint8Array | undefined {
    return this.#production.bytes(productionKey(model, sequence));
  }

  stage(model: bigint, version: number, sequence: number): StageInterval {
    const found = this.#stages.get(stageKey(model, version, sequence));
    assert(found !== undefined, 'stages are dense');
    return found;
  }

  production(model: bigint, sequence: number): ProductionInterval {
    const found = this.#production.get(productionKey(model, sequence));
    assert(found !== undefined, 'intervals of production are dense');
    return found;
  }

  /** Ends the stage that a version is in, if any, and begins another. */
  enter(stage: NewStage, nowNs: bigint): void {
    const { model, version } = stage;
    const sequence = this.stagesOf(model, version);
    if (sequence > 0) this.#stages.put({ ...this.stage(model, version, sequence - 1), to_ns: [nowNs] });
    this.#stages.put({ ...stage, sequence, from_ns: nowNs, to_ns: [] });
    this.#counts.set(versionKey(model, version), u32Key(sequence + 1));
  }

  /** The version that is in production now, if any. */
  inProduction(model: bigint): number | undefined {
    const count = this.productionsOf(model);
    return count === 0 ? undefined : this.production(model, count - 1).version[0];
  }

  /** Begins a new interval of a model's production, with a version or with none. */
  produce(model: bigint, version: number | undefined, nowNs: bigint): void {
    const sequence = this.productionsOf(model);
    if (sequence > 0) this.#production.put({ ...this.production(model, sequence - 1), to_ns: [nowNs] });
    const of: [] | [number] = version === undefined ? [] : [version];
    this.#production.put({ model, sequence, version: of, from_ns: nowNs, to_ns: [] });
    this.#counts.set(u64Key(model), u32Key(sequence + 1));
  }

  /** The interval of production that a time lies in; nothing before the model was registered. */
  productionAt(model: bigint, atNs: bigint): number | undefined {
    let low = 0;
    let high = this.productionsOf(model);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.production(model, middle).from_ns <= atNs) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : low - 1;
  }

  #count(key: Uint8Array): number {
    const bytes = this.#counts.get(key);
    return bytes === undefined ? 0 : readU32(bytes, 0);
  }
}

/** The key of a stage: model, version, sequence. */
export function stageKey(model: bigint, version: number, sequence: number): Uint8Array {
  return concatBytes(versionKey(model, version), u32Key(sequence));
}

/** The key of an interval of production: model, sequence. */
export function productionKey(model: bigint, sequence: number): Uint8Array {
  return concatBytes(u64Key(model), u32Key(sequence));
}
