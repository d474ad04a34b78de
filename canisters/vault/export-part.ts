import { IDL } from '@dfinity/candid';
import { RecordBody } from './held-record.ts';
import { ItemKind } from './reading-requests.ts';

/** One thing of an export, byte for byte as the vault has certified it. */
export type ExportRow =
  /** Certified SubjectHead: how much there is of everything. The first row, and the only one of its kind. */
  | { readonly head: Uint8Array }
  /** Version 0 for everything but records. */
  | {
      readonly item: {
        readonly kind: ItemKind;
        readonly id: bigint;
        readonly version: number;
        readonly bytes: Uint8Array;
      };
    }
  | { readonly body: RecordBody }
  /** A leaf of the ledger, with its content if it was under seal and has been revealed. */
  | {
      readonly leaf: {
        readonly sequence: bigint;
        readonly bytes: Uint8Array;
        readonly revealed: [] | [Uint8Array];
      };
    };

/** Some rows of an export; parts are numbered from 0. */
export interface ExportPart {
  readonly number: number;
  readonly rows: readonly ExportRow[];
}

/** What an import has brought so far. */
export interface Imported {
  /** Records that are held now: none before the last part. */
  readonly records: bigint;
}

/** Candid type of {@link ExportRow}. */
export const ExportRow = IDL.Variant({
  head: IDL.Vec(IDL.Nat8),
  item: IDL.Record({ kind: ItemKind, id: IDL.Nat64, version: IDL.Nat32, bytes: IDL.Vec(IDL.Nat8) }),
  body: RecordBody,
  leaf: IDL.Record({
    sequence: IDL.Nat64,
    bytes: IDL.Vec(IDL.Nat8),
    revealed: IDL.Opt(IDL.Vec(IDL.Nat8)),
  }),
});

/** Candid type of {@link ExportPart}. */
export const ExportPart = IDL.Record({ number: IDL.Nat32, rows: IDL.Vec(ExportRow) });

/** Candid type of {@link Imported}. */
export const Imported = IDL.Record({ records: IDL.Nat64 });
