import type { Env } from '@indus/kit/env';
import type { JobKind } from '@indus/kit/jobs';
import { readU32, readU64 } from '@indus/kit/key';
import { decodeRecord } from '@indus/kit/record-codec';
import { caseOf } from '@indus/kit/variant';
import { refuse, refuseInvalid } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import { missingFields } from './algorithm-fields.ts';
import type { Algorithm, AlgorithmVersion, RegisterAlgorithm, ReviewAlgorithm } from './algorithm.ts';
import { checkAlgorithm } from './check-algorithm.ts';
import { nextVersion } from './check-record.ts';
import { findRecord } from './find-record.ts';
import { REVIEW_AHEAD_NS_MAX } from './limits.ts';
import { ModelManifest } from './model.ts';
import { putRecord } from './put-record.ts';
import { requireRole } from '../require-role.ts';
import { versionKey } from './versioned-register.ts';

const KIND = 'algorithm_review';
const RETRY_S = 60;
const RETRY_S_MAX = 3_600;
const VERSION_OFFSET_BYTES = 8;
const NOTHING = new Uint8Array(0);

/**
 * Puts an algorithm, or a new version of one, on record as a draft: not yet one that may decide.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired: developer or officer; RecordNotFound;
 * OtherOrganisation; Invalid; TooMany.
 */
export function registerAlgorithm(registry: Registry, env: Env, request: RegisterAlgorithm): Algorithm {
  const { organisation, algorithm, details } = request;
  requireRole(registry, env, organisation, ['developer', 'officer']);
  checkAlgorithm(registry, details);
  const next = nextVersion(registry, 'algorithms', organisation, algorithm);

  const made: Algorithm = {
    id: next.id ?? registry.registers.algorithms.nextId(),
    version: next.version,
    organisation,
    details,
    state: { draft: null },
    ended_at_ns: [],
    registered_at_ns: env.nowNs,
    registered_by: env.caller,
    changed_at_ns: env.nowNs,
  };
  putRecord(registry, env, { act: 'register_algorithm', register: 'algorithms' }, made);
  if (made.version === 1) publish(registry, made);
  registry.commit(env);
  return made;
}

/**
 * Lets a draft decide: it takes the place of the version that decides now, which is retired.
 * Errors: RecordNotFound; OrganisationNotFound; OrganisationSuspended; RoleRequired: officer; StateRefused; FieldsMissing;
 * ModelNotInProduction; Invalid for `review_by_ns`.
 */
export function publishAlgorithm(registry: Registry, env: Env, request: AlgorithmVersion): Algorithm {
  const { algorithm: id, version } = request;
  const draft = findRecord(registry, 'algorithms', id, version);
  requireRole(registry, env, draft.organisation, ['officer']);
  if (!('draft' in draft.state)) refuseState(draft);
  checkComplete(registry, env, draft);

  const standing = registry.registers.standingOf(id);
  if (standing !== version) {
    const before = findRecord(registry, 'algorithms', id, standing);
    if (!('retired' in before.state)) putRetired(registry, env, before);
  }
  const live: Algorithm = { ...draft, state: { live: null }, changed_at_ns: env.nowNs };
  putState(registry, env, 'publish_algorithm', live);
  registry.commit(env);
  return live;
}

/**
 * Puts on record that an algorithm was reviewed: it holds until then, and is stale no more.
 * Errors: RecordNotFound; OrganisationNotFound; OrganisationSuspended; RoleRequired: auditor or officer; StateRefused;
 * Invalid.
 */
export function reviewAlgorithm(registry: Registry, env: Env, request: ReviewAlgorithm): Algorithm {
  const { algorithm: id, version, review_by_ns: reviewBy } = request;
  const before = findRecord(registry, 'algorithms', id, version);
  requireRole(registry, env, before.organisation, ['auditor', 'officer']);
  if (!('live' in before.state) && !('stale' in before.state)) refuseState(before);
  checkReviewBy(reviewBy, env.nowNs);

  const details = { ...before.details, review_by_ns: reviewBy };
  const reviewed: Algorithm = { ...before, details, state: { live: null }, changed_at_ns: env.nowNs };
  putState(registry, env, 'review_algorithm', reviewed);
  registry.commit(env);
  return reviewed;
}

/**
 * Takes an algorithm out of use, for ever.
 * Errors: RecordNotFound; OrganisationNotFound; OrganisationSuspended; RoleRequired: officer; StateRefused.
 */
export function retireAlgorithm(registry: Registry, env: Env, request: AlgorithmVersion): Algorithm {
  const before = findRecord(registry, 'algorithms', request.algorithm, request.version);
  requireRole(registry, env, before.organisation, ['officer']);
  if ('retired' in before.state) refuseState(before);
  const retired = putRetired(registry, env, before);
  if (registry.registers.standingOf(retired.id) === retired.version) publish(registry, retired);
  registry.commit(env);
  return retired;
}

/** The job that finds an algorithm past its review. */
export function algorithmReviewJob(registry: Registry): Readonly<Record<string, JobKind>> {
  return {
    [KIND]: {
      retryS: RETRY_S,
      retryMaxS: RETRY_S_MAX,
      run: (env, { key }) => {
        const [id, version] = [readU64(key, 0), readU32(key, VERSION_OFFSET_BYTES)];
        const algorithm = findRecord(registry, 'algorithms', id, version);
        if (!('live' in algorithm.state)) return undefined;
        if (algorithm.details.review_by_ns > env.nowNs) return { dueNs: algorithm.details.review_by_ns };
        const stale = { ...algorithm, state: { stale: null }, changed_at_ns: env.nowNs };
        putState(registry, env, 'algorithm_stale', stale);
        registry.commit(env);
        return undefined;
      },
    },
  };
}

/**
 * What other canisters are told: past its review an algorithm of high risk must not serve; another one may, and its record
 * says that it is stale.
 */
export function servingState({ state, details }: Algorithm): Algorithm['state'] {
  return 'stale' in state && !('high' in details.risk_class) ? { live: null } : state;
}

function checkComplete(registry: Registry, env: Env, { id, version, details }: Algorithm): void {
  const isHigh = 'high' in details.risk_class;
  const present = details.fields.map(({ code }) => code);
  const codes = missingFields(present, isHigh);
  if (codes.length > 0) refuse({ FieldsMissing: { algorithm: id, version, codes } });
  checkReviewBy(details.review_by_ns, env.nowNs);
  for (const named of details.models) {
    const model = findRecord(registry, 'models', named.id, named.version);
    if (!('production' in model.stage))
      refuse({ ModelNotInProduction: { model: named.id, version: named.version } });
  }
}

function checkReviewBy(reviewByNs: bigint, nowNs: bigint): void {
  const latest = nowNs + REVIEW_AHEAD_NS_MAX;
  if (reviewByNs <= nowNs || reviewByNs > latest)
    refuseInvalid('review_by_ns', 'expected a time from now on, at most two years ahead', latest);
}

function putRetired(registry: Registry, env: Env, before: Algorithm): Algorithm {
  const { nowNs } = env;
  const retired: Algorithm = {
    ...before,
    state: { retired: null },
    ended_at_ns: [nowNs],
    changed_at_ns: nowNs,
  };
  putRecord(registry, env, { act: 'retire_algorithm', register: 'algorithms' }, retired);
  return retired;
}

/** Puts a state that other canisters go by, and sees to its review. */
function putState(registry: Registry, env: Env, act: string, algorithm: Algorithm): void {
  putRecord(registry, env, { act, register: 'algorithms' }, algorithm);
  publish(registry, algorithm);
  if (!('live' in algorithm.state)) return;
  const key = versionKey(algorithm.id, algorithm.version);
  registry.jobs.schedule({ kind: KIND, key, payload: NOTHING, dueNs: algorithm.details.review_by_ns });
}

function publish(registry: Registry, algorithm: Algorithm): void {
  const { id, version, organisation, details } = algorithm;
  const [deciding] = details.models;
  const model = deciding && registry.registers.models.get(deciding.id, deciding.version);
  registry.registers.putStanding(id, version);
  const hash = model && decodeRecord<ModelManifest>(ModelManifest, model.manifest).weights_sha256;
  registry.directory.put({
    algorithm: {
      id,
      version,
      organisation,
      state: servingState(algorithm),
      model_sha256: hash === undefined ? [] : [Uint8Array.from(hash)],
    },
  });
}

function refuseState({ id, version, state }: Algorithm): never {
  return refuse({
    StateRefused: { algorithm: id, version, state: { [caseOf(state)]: null } as Algorithm['state'] },
  });
}
