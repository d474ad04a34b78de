import type { Env } from '@indus/kit/env';
import { checkText } from '../check-details.ts';
import { refuse } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import {
  checkCount,
  checkCountry,
  checkDistinct,
  checkHash,
  checkLanguage,
  checkLines,
  nextVersion,
} from './check-record.ts';
import type { Dataset, DatasetDetails, RegisterDataset } from './dataset.ts';
import {
  DESCRIPTION_CHARACTERS_MAX,
  LANGUAGES_MAX,
  LINE_CHARACTERS_MAX,
  TITLE_CHARACTERS_MAX,
} from './limits.ts';
import { putRecord } from './put-record.ts';
import { requireRole } from '../require-role.ts';

/**
 * Puts a dataset, or a new version of one, on record.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired: developer; RecordNotFound; OtherOrganisation;
 * DatasetWithdrawn; Invalid; TooMany.
 */
export function registerDataset(registry: Registry, env: Env, request: RegisterDataset): Dataset {
  const { organisation, dataset, details } = request;
  requireRole(registry, env, organisation, ['developer']);
  checkDataset(details);
  const next = nextVersion(registry, 'datasets', organisation, dataset);
  if (next.id !== undefined) requireActive(registry, next.id);

  const { datasets } = registry.registers;
  const made: Dataset = {
    id: next.id ?? datasets.nextId(),
    version: next.version,
    organisation,
    details,
    status: { active: null },
    registered_at_ns: env.nowNs,
    registered_by: env.caller,
  };
  putRecord(registry, env, { act: 'register_dataset', register: 'datasets' }, made);
  registry.commit(env);
  return made;
}

/** Errors: DatasetWithdrawn. */
export function requireActive(registry: Registry, dataset: bigint): void {
  const newest = registry.registers.datasets.get(dataset);
  if (newest !== undefined && 'withdrawn' in newest.status) refuse({ DatasetWithdrawn: { dataset } });
}

function checkDataset(details: DatasetDetails): void {
  checkText('title', details.title, TITLE_CHARACTERS_MAX);
  checkLines('description', details.description, DESCRIPTION_CHARACTERS_MAX);
  checkHash('sha256', details.sha256);
  checkText('licence', details.licence, LINE_CHARACTERS_MAX);
  checkLines('consent_details', details.consent_details, DESCRIPTION_CHARACTERS_MAX);
  checkCountry('residency', details.residency);
  checkCount('languages', details.languages.length, 1, LANGUAGES_MAX);
  for (const { language } of details.languages) checkLanguage('languages.language', language);
  checkDistinct(
    'languages',
    details.languages.map(({ language }) => language),
  );
}
