import { IDL } from '@dfinity/candid';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';

/** Languages in which a consent is shown. */
export type Language = Plain<'ur' | 'ps' | 'pnb' | 'sd' | 'en'>;

/** How much a record tells; ReBIT consent types. */
export type Detail = Plain<'profile' | 'summary' | 'transactions'>;

/** A month is 30 days, a year 365; `inf` is for ever. */
export type TimeUnit = Plain<'hour' | 'day' | 'week' | 'month' | 'year' | 'inf'>;

/** month: 30 days, year: 365 days */
export interface Duration {
  readonly unit: TimeUnit;
  readonly value: number;
}

/** Candid type of {@link Language}. */
export const Language = plainVariant(['ur', 'ps', 'pnb', 'sd', 'en']);

/** Candid type of {@link Detail}. */
export const Detail = plainVariant(['profile', 'summary', 'transactions']);

/** Candid type of {@link TimeUnit}. */
export const TimeUnit = plainVariant(['hour', 'day', 'week', 'month', 'year', 'inf']);

/** Candid type of {@link Duration}. */
export const Duration = IDL.Record({ unit: TimeUnit, value: IDL.Nat32 });
