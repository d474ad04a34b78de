import type { Env } from '@indus/kit/env';
import { equalBytes } from '@indus/kit/bytes';
import { encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import { checkText } from '../check-details.ts';
import { refuseInvalid } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import {
  checkCount,
  checkDistinct,
  checkHash,
  checkLanguage,
  checkLines,
  checkReferences,
  nextVersion,
} from './check-record.ts';
import {
  CARD_CHARACTERS_MAX,
  DESCRIPTION_CHARACTERS_MAX,
  EVALUATIONS_MAX,
  LANGUAGES_MAX,
  LINE_CHARACTERS_MAX,
  REFERENCES_MAX,
  TITLE_CHARACTERS_MAX,
} from './limits.ts';
import { ModelManifest } from './model.ts';
import type { BuilderSignature, Evaluation, Model, RegisterModel } from './model.ts';
import { putRecord } from './put-record.ts';
import { requireActive } from './register-dataset.ts';
import { requireRole } from '../require-role.ts';

const PUBLIC_KEY_SIZE_BYTES = 32;
const SIGNATURE_SIZE_BYTES = 64;
const utf8 = new TextEncoder();

/**
 * Puts a model, or a new version of one, on record as a draft. The manifest is kept as the bytes that are hashed; the card
 * must be the one that it names. A builder's signature of these bytes is kept as it is given: clients verify it.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired: developer; RecordNotFound; OtherOrganisation;
 * DatasetWithdrawn; Invalid; TooMany.
 */
export function registerModel(registry: Registry, env: Env, request: RegisterModel): Model {
  const { organisation, model, manifest, card, builder } = request;
  requireRole(registry, env, organisation, ['developer']);
  checkManifest(manifest);
  checkCard(card, manifest);
  for (const given of builder) checkBuilder(given);
  checkReferences(registry, 'datasets', manifest.datasets);
  for (const { id } of manifest.datasets) requireActive(registry, id);
  const next = nextVersion(registry, 'models', organisation, model);

  const { models, history } = registry.registers;
  const bytes = encodeRecord(ModelManifest, manifest);
  const { version } = next;
  const id = next.id ?? models.nextId();
  const stage = { draft: null };
  history.enter({ model: id, version, stage, by: env.caller, reason: 'registered' }, env.nowNs);
  if (version === 1) history.produce(id, undefined, env.nowNs);
  const datasets = new Set(manifest.datasets.map((dataset) => dataset.id));
  for (const dataset of datasets) registry.registers.addDependant(dataset, { id, version });
  const made: Model = {
    id,
    version,
    organisation,
    manifest: bytes,
    manifest_sha256: sha256(bytes),
    card,
    builder,
    stage,
    flags: [],
    registered_at_ns: env.nowNs,
    registered_by: env.caller,
  };
  putRecord(registry, env, { act: 'register_model', register: 'models' }, made);
  registry.commit(env);
  return made;
}

function checkManifest(manifest: ModelManifest): void {
  checkText('manifest.title', manifest.title, TITLE_CHARACTERS_MAX);
  checkHash('manifest.weights_sha256', manifest.weights_sha256);
  if (manifest.weights_size === 0n)
    refuseInvalid('manifest.weights_size', 'expected at least 1 byte, got 0', 1);
  checkHash('manifest.card_sha256', manifest.card_sha256);
  checkText('manifest.licence', manifest.licence, LINE_CHARACTERS_MAX);
  checkCount('manifest.datasets', manifest.datasets.length, 0, REFERENCES_MAX);
  checkCount('manifest.languages', manifest.languages.length, 1, LANGUAGES_MAX);
  for (const language of manifest.languages) checkLanguage('manifest.languages', language);
  checkDistinct('manifest.languages', manifest.languages);
  checkCount('manifest.evaluation', manifest.evaluation.length, 0, EVALUATIONS_MAX);
  for (const measured of manifest.evaluation) checkEvaluation(measured);
  checkDistinct(
    'manifest.evaluation',
    manifest.evaluation.map(({ language, group, metric }) => JSON.stringify([language, group, metric])),
  );
  checkLines('manifest.intended_use', manifest.intended_use, DESCRIPTION_CHARACTERS_MAX);
  checkLines('manifest.limits', manifest.limits, DESCRIPTION_CHARACTERS_MAX);
}

function checkEvaluation({ language, group, metric, value, samples }: Evaluation): void {
  checkLanguage('manifest.evaluation.language', language);
  for (const name of group) checkText('manifest.evaluation.group', name, TITLE_CHARACTERS_MAX);
  checkText('manifest.evaluation.metric', metric, TITLE_CHARACTERS_MAX);
  if (!Number.isFinite(value)) refuseInvalid('manifest.evaluation.value', 'expected a finite number');
  if (samples === 0n) refuseInvalid('manifest.evaluation.samples', 'expected at least 1 sample, got 0', 1);
}

function checkCard(card: string, { card_sha256 }: ModelManifest): void {
  checkLines('card', card, CARD_CHARACTERS_MAX);
  if (!equalBytes(sha256(utf8.encode(card)), Uint8Array.from(card_sha256)))
    refuseInvalid('card', 'expected the card whose SHA-256 the manifest names');
}

function checkBuilder({ public_key: key, signature }: BuilderSignature): void {
  if (key.length !== PUBLIC_KEY_SIZE_BYTES)
    refuseInvalid('builder.public_key', `expected 32 bytes, got ${key.length}`, PUBLIC_KEY_SIZE_BYTES);
  if (signature.length !== SIGNATURE_SIZE_BYTES)
    refuseInvalid('builder.signature', `expected 64 bytes, got ${signature.length}`, SIGNATURE_SIZE_BYTES);
}
