import { Principal } from '@dfinity/principal';
import { CallFailed } from '../call-failed.ts';
import { fromHex, toHex } from '../verify/bytes.ts';
import { readCertificateTime } from '../verify/verify-certificate.ts';
import { verifyWitness } from '../verify/verify-witness.ts';
import { type ItemPage, type Items, proveItem, type ProvenItem } from './list-items.ts';
import type { ItemKindName } from './subject-path.ts';

const FORMAT = 'indus-vault-receipt-1';

/** An item of a dossier with everything needed to prove it without a network; bytes in hexadecimal. */
export interface Receipt {
  readonly format: typeof FORMAT;
  readonly shard: string;
  readonly buckets: number;
  readonly subject: string;
  readonly kind: ItemKindName;
  readonly item: string;
  readonly certificate: string;
  readonly witness: string;
}

/** What a receipt proves, and of when. */
export interface ProvenReceipt<T> {
  readonly value: T;
  readonly subject: Principal;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** The receipt of an item on a page that was verified. */
export function makeReceipt<Kind extends ItemKindName>(
  of: { readonly subject: Principal; readonly buckets: number; readonly kind: Kind },
  page: ItemPage<Items[Kind]>,
  item: ProvenItem<Items[Kind]>,
): Receipt {
  return {
    format: FORMAT,
    shard: page.shard.toText(),
    buckets: of.buckets,
    subject: of.subject.toText(),
    kind: of.kind,
    item: toHex(item.bytes),
    certificate: toHex(page.proof.certificate),
    witness: toHex(page.proof.witness),
  };
}

/**
 * Verifies a receipt with the root key alone: no network, no clock. What it says was true when its certificate was made;
 * whether it still is, only the vault knows.
 * Errors: CallFailed `invalid_input` for what is no receipt; ProofInvalid.
 */
export async function verifyReceipt<Kind extends ItemKindName>(
  receipt: Receipt & { readonly kind: Kind },
  rootKey: Uint8Array,
): Promise<ProvenReceipt<Items[Kind]>> {
  const { shard, subject } = readIds(receipt);
  const [item, certificate, witness] = (['item', 'certificate', 'witness'] as const).map((field) =>
    readBytes(field, receipt[field]),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  const madeMs = Number(readCertificateTime(certificate) / 1_000_000n);
  const trust = { rootKey, nowMs: () => madeMs };
  const state = await verifyWitness({ certificate, witness }, shard, trust);
  const of = { subject, kind: receipt.kind, state };
  const { value } = proveItem<Items[Kind]>({ buckets: receipt.buckets }, of, item);
  return { value, subject, time_ns: state.time_ns };
}

function readIds(receipt: Receipt): { readonly shard: Principal; readonly subject: Principal } {
  const isReceipt =
    receipt.format === FORMAT &&
    Number.isInteger(receipt.buckets) &&
    receipt.buckets >= 1 &&
    receipt.buckets <= 65_536;
  if (!isReceipt) throw new CallFailed('invalid_input', `expected a receipt of the format ${FORMAT}`);
  try {
    return { shard: Principal.fromText(receipt.shard), subject: Principal.fromText(receipt.subject) };
  } catch (cause) {
    throw new CallFailed('invalid_input', 'expected principals in the receipt', { cause });
  }
}

function readBytes(field: string, text: string): Uint8Array {
  const bytes = typeof text === 'string' ? fromHex(text) : undefined;
  if (!bytes) throw new CallFailed('invalid_input', `expected hexadecimal in "${field}" of the receipt`);
  return bytes;
}
