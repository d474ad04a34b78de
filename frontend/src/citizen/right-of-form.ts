import type { vault } from '@indus/client';

/** Rights that the form offers. */
export const RIGHT_NAMES = ['access', 'rectification', 'erasure', 'restriction', 'objection'] as const;

/** A right that the form offers. */
export type RightName = (typeof RIGHT_NAMES)[number];

/** What a person has entered. */
export interface RightForm {
  readonly right: RightName;
  /** Records that the right is claimed on; a rectification takes the first. */
  readonly records: readonly bigint[];
  /** What should be so instead, or why she objects. */
  readonly words: string;
  /** The decision that she objects to; absent: the use of her data. */
  readonly decision?: bigint;
}

/** What is missing in a form. */
export type RightFormFault = 'records' | 'words';

/** Characters of a claim or of grounds. Source: canisters/vault/vault.did. */
export const WORDS_MAX = 1_000;

/** The right as the vault has it, or what is missing. */
export function rightOfForm({ right, records, words, decision }: RightForm): vault.Right | RightFormFault {
  const said = words.trim();
  const needsWords = right === 'rectification' || right === 'objection';
  if (needsWords && (said === '' || said.length > WORDS_MAX)) return 'words';
  const [first] = records;
  if (right === 'rectification') {
    return first === undefined ? 'records' : { rectification: { record_id: first, claim: said } };
  }
  if (right === 'objection') {
    return { objection: { decision: decision === undefined ? [] : [decision], grounds: said } };
  }
  if (right === 'access') return { access: null };
  if (first === undefined) return 'records';
  const ids = BigUint64Array.from(records);
  return right === 'erasure' ? { erasure: ids } : { restriction: ids };
}
