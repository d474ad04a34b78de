import { concatBytes } from '@indus/kit/bytes';
import type { Table } from '@indus/kit/table';

/** Where the rows of a dossier lie, and who hears of a row of a part before it is changed. */
export interface DossierPlace {
  /** The table of all subjects. */
  readonly table: Table;
  /** The subject's place: what the keys of all her rows begin with. */
  readonly subject: Uint8Array;
  readonly onChange: (part: number, at: Uint8Array) => void;
}

/**
 * One part of a dossier: rows whose keys go on with the part's number. Every call opens a dossier and asks few of its
 * parts, so a part makes its prefix when it is asked.
 */
export class DossierPart implements Table {
  readonly #place: DossierPlace;
  readonly #number: number;
  #prefix: Uint8Array | undefined;

  constructor(place: DossierPlace, number: number) {
    this.#place = place;
    this.#number = number;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#place.table.get(this.#keyOf(key));
  }

  set(key: Uint8Array, value: Uint8Array): void {
    this.#place.onChange(this.#number, key);
    this.#place.table.set(this.#keyOf(key), value);
  }

  delete(key: Uint8Array): void {
    this.#place.onChange(this.#number, key);
    this.#place.table.delete(this.#keyOf(key));
  }

  #keyOf(key: Uint8Array): Uint8Array {
    this.#prefix ??= concatBytes(this.#place.subject, Uint8Array.of(this.#number));
    return concatBytes(this.#prefix, key);
  }
}
