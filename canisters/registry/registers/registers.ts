import { concatBytes } from '@indus/kit/bytes';
import type { Section } from '@indus/kit/certified-tree';
import { readU32, u32Key, u64Key } from '@indus/kit/key';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { decodeRecord } from '@indus/kit/record-codec';
import type { Table } from '@indus/kit/table';
import { caseOf } from '@indus/kit/variant';
import { CertifiedRecords } from '../certified-records.ts';
import { Algorithm } from './algorithm.ts';
import { Dataset } from './dataset.ts';
import { Dependency } from './dependency.ts';
import { DocumentStore } from './document-store.ts';
import { Model, ModelManifest } from './model.ts';
import type { VersionRef } from './model.ts';
import { Outcomes } from './outcomes.ts';
import { facetsOf } from './search-facets.ts';
import { Sovereignty } from './sovereignty.ts';
import { StageHistory } from './stage-history.ts';
import { VersionedRegister, versionKey } from './versioned-register.ts';

const ORGANISATION_KEY_SIZE_BYTES = 8;
const VERSION_KEY_SIZE_BYTES = 12;
/** Units: UTF-16 units of a text by which a model is found. */
const INTENDED_USE_SEARCHED = 200;
/** The text by which an algorithm is found besides its title. */
const SEARCHED_FIELD = 'description_short';

/** Models, algorithms, datasets and foreign dependencies, what follows from them, and the documents that show them. */
export class Registers {
  readonly models: VersionedRegister<Model>;
  readonly algorithms: VersionedRegister<Algorithm>;
  readonly datasets: VersionedRegister<Dataset>;
  readonly dependencies: VersionedRegister<Dependency>;
  readonly history: StageHistory;
  readonly sovereignty: CertifiedRecords<Sovereignty>;
  readonly outcomes: CertifiedRecords<Outcomes>;
  readonly documents: DocumentStore;
  readonly #dependants: Table;
  readonly #standing: Table;

  /** Lives in two tables of its own. */
  constructor(records: Table, documents: Table) {
    const part = (number: number): Table => prefixedTable(records, Uint8Array.of(number));
    this.models = new VersionedRegister<Model>(part(0), {
      type: Model,
      searchOf: ({ organisation, stage, manifest }) => {
        const said = decodeRecord<ModelManifest>(ModelManifest, manifest);
        return {
          texts: [said.title, said.intended_use.slice(0, INTENDED_USE_SEARCHED)],
          facets: facetsOf({ organisation, status: caseOf(stage), risk: said.risk_class }),
        };
      },
    });
    this.algorithms = new VersionedRegister<Algorithm>(part(1), {
      type: Algorithm,
      searchOf: ({ organisation, state, details }) => ({
        texts: [
          details.title,
          ...details.fields.filter(({ code }) => code === SEARCHED_FIELD).map(({ text }) => text),
        ],
        facets: facetsOf({ organisation, status: caseOf(state), risk: details.risk_class }),
      }),
    });
    this.datasets = new VersionedRegister<Dataset>(part(2), {
      type: Dataset,
      searchOf: ({ organisation, status, details }) => ({
        texts: [details.title],
        facets: facetsOf({ organisation, status: caseOf(status) }),
      }),
    });
    this.dependencies = new VersionedRegister<Dependency>(part(3), {
      type: Dependency,
      searchOf: ({ organisation, details, ended }) => ({
        texts: [details.title, details.provider],
        facets: facetsOf({ organisation, status: ended.length === 0 ? 'active' : 'ended' }),
      }),
    });
    this.history = new StageHistory(part(4));
    this.sovereignty = new CertifiedRecords<Sovereignty>(part(5), {
      type: Sovereignty,
      keySizeBytes: ORGANISATION_KEY_SIZE_BYTES,
      keyOf: ({ organisation }) => u64Key(organisation),
      indexes: {},
    });
    this.outcomes = new CertifiedRecords<Outcomes>(part(6), {
      type: Outcomes,
      keySizeBytes: VERSION_KEY_SIZE_BYTES,
      keyOf: ({ algorithm, version }) => versionKey(algorithm, version),
      indexes: {},
    });
    this.#dependants = part(7);
    this.#standing = part(8);
    this.documents = new DocumentStore(documents);
  }

  /** What is certified of all this. */
  get sections(): readonly Section[] {
    const { models, algorithms, datasets, dependencies, sovereignty, outcomes } = this;
    const maps = { models, algorithms, datasets, dependencies, sovereignty, outcomes };
    return [
      ...Object.entries(maps).map(([label, { certified }]) => ({
        label,
        rootHash: () => certified.rootHash(),
      })),
      { label: 'stages', rootHash: () => this.history.certifiedStages.rootHash() },
      { label: 'production', rootHash: () => this.history.certifiedProduction.rootHash() },
      { label: 'http_expr', rootHash: () => this.documents.rootHash() },
    ];
  }

  /** How many versions of models were made from a dataset. */
  dependantsOf(dataset: bigint): number {
    const bytes = this.#dependants.get(u64Key(dataset));
    return bytes === undefined ? 0 : readU32(bytes, 0);
  }

  /** The n-th version of a model that was made from a dataset, from 0. */
  dependant(dataset: bigint, position: number): VersionRef | undefined {
    const bytes = this.#dependants.get(concatBytes(u64Key(dataset), u32Key(position)));
    if (bytes === undefined) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return { id: view.getBigUint64(0), version: view.getUint32(ORGANISATION_KEY_SIZE_BYTES) };
  }

  /** Notes that a version of a model was made from a dataset. */
  addDependant(dataset: bigint, { id, version }: VersionRef): void {
    const count = this.dependantsOf(dataset);
    this.#dependants.set(concatBytes(u64Key(dataset), u32Key(count)), versionKey(id, version));
    this.#dependants.set(u64Key(dataset), u32Key(count + 1));
  }

  /** The version of an algorithm that other canisters are told of; 0: none yet. */
  standingOf(algorithm: bigint): number {
    const bytes = this.#standing.get(u64Key(algorithm));
    return bytes === undefined ? 0 : readU32(bytes, 0);
  }

  /** Names the version of an algorithm that other canisters are told of. */
  putStanding(algorithm: bigint, version: number): void {
    this.#standing.set(u64Key(algorithm), u32Key(version));
  }
}
