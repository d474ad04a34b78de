import type { Principal } from '@dfinity/principal';
import { checkCode } from './check-code.ts';
import { checkText } from './check-details.ts';
import type { CanisterDeclaration, CanisterRecord, Source } from './canister-record.ts';
import { canisterKey } from './canister-store.ts';
import {
  CONTROLLERS_MAX,
  HASH_SIZE_BYTES,
  RECIPE_CHARACTERS_MAX,
  REPOSITORY_CHARACTERS_MAX,
} from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import type { Registry } from './storage.ts';

const REPOSITORY = /^https:\/\/[^\s/]+\/\S+$/;
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Holds what is said of a canister against its bounds.
 * Errors: Invalid.
 */
export function checkDeclaration(declaration: CanisterDeclaration): void {
  const { source, recipe, expected_sha256: expected, controllers } = declaration;
  checkSource(source);
  checkText('recipe', recipe, RECIPE_CHARACTERS_MAX);
  checkHash('expected_sha256', expected);
  const limit = CONTROLLERS_MAX;
  if (controllers.length > limit)
    refuseInvalid('controllers', `expected at most ${limit} principals, got ${controllers.length}`, limit);
  if (new Set(controllers.map(String)).size < controllers.length)
    refuseInvalid('controllers', 'expected distinct principals, got one twice');
}

/** Errors: Invalid. */
export function checkSource({ repository, commit, module }: Source): void {
  checkText('source.repository', repository, REPOSITORY_CHARACTERS_MAX);
  if (!REPOSITORY.test(repository))
    refuseInvalid('source.repository', 'expected an address that begins with https:// and has a path');
  if (!COMMIT.test(commit)) refuseInvalid('source.commit', 'expected 40 or 64 hexadecimal digits');
  checkCode('source.module', module);
}

/** Errors: Invalid. */
export function checkHash(field: string, hash: Uint8Array): void {
  if (hash.length !== HASH_SIZE_BYTES)
    refuseInvalid(field, `expected ${HASH_SIZE_BYTES} bytes, got ${hash.length}`, HASH_SIZE_BYTES);
}

/**
 * A canister that is on record and not retired.
 * Errors: CanisterNotFound; CanisterRetired.
 */
export function findCanister(registry: Registry, canister: Principal): CanisterRecord {
  const record =
    registry.canisters.records.get(canisterKey(canister)) ?? refuse({ CanisterNotFound: { canister } });
  return 'retired' in record.state ? refuse({ CanisterRetired: { canister } }) : record;
}
