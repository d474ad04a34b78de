import type auditor from './catalogues/en/auditor.json';
import type citizen from './catalogues/en/citizen.json';
import type codes from './catalogues/en/codes.json';
import type common from './catalogues/en/common.json';
import type failures from './catalogues/en/failures.json';
import type fields from './catalogues/en/fields.json';
import type identity from './catalogues/en/identity.json';
import type ministry from './catalogues/en/ministry.json';
import type names from './catalogues/en/names.json';
import type official from './catalogues/en/official.json';
import type publicTexts from './catalogues/en/public.json';
import type shell from './catalogues/en/shell.json';

/** The English catalogues, which say what keys there are. */
export interface Catalogues {
  auditor: typeof auditor;
  citizen: typeof citizen;
  /**
   * Words for the cases of the registry's and the vault's variants, shared by all homes: `role.officer`, `act.read_records`,
   * `right.erasure`, `canisterState.verified`, `parameter.rights_days`.
   */
  codes: typeof codes;
  common: typeof common;
  failures: typeof failures;
  /** Names of the texts of an algorithm record, by the registry's codes. */
  fields: typeof fields;
  identity: typeof identity;
  ministry: typeof ministry;
  names: typeof names;
  official: typeof official;
  public: typeof publicTexts;
  shell: typeof shell;
}

/** A part of the texts, loaded when a page first needs it. */
export type Namespace = keyof Catalogues;

/** A key of a catalogue; forms of a plural are one key. */
export type TextKey<N extends Namespace> = WithoutForm<Extract<keyof Catalogues[N], string>>;

type WithoutForm<Key extends string> =
  Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : Key;
