import type { Env } from '@indus/kit/env';
import { decodeRecord } from '@indus/kit/record-codec';
import { caseOf } from '@indus/kit/variant';
import { checkReason } from '../check-details.ts';
import { refuse } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import { findRecord } from './find-record.ts';
import { VERSIONS_MAX } from './limits.ts';
import { ModelManifest } from './model.ts';
import type { Model, StageName } from './model.ts';
import { putRecord } from './put-record.ts';
import { requireRole } from '../require-role.ts';
import type { RollBackModel, SetStage } from './stage-interval.ts';

/** Where a version may go from each stage; what was retired comes back through staging or by a rollback. */
const NEXT: Readonly<Record<StageName, readonly StageName[]>> = {
  draft: ['staging', 'retired'],
  staging: ['draft', 'production', 'retired'],
  production: ['staging', 'retired'],
  retired: ['staging'],
};

/**
 * Moves a version of a model to another stage. Into production it takes the place of the version that is there, which is
 * retired; it must have been measured in every language that it is to serve, for a high risk by groups too.
 * Errors: RecordNotFound; OrganisationNotFound; OrganisationSuspended; RoleRequired: officer into production and out of it,
 * else developer or officer; StageRefused; EvaluationMissing; ModelFlagged; Invalid; TooMany.
 */
export function setStage(registry: Registry, env: Env, request: SetStage): Model {
  const { model: id, version, reason } = request;
  const model = findRecord(registry, 'models', id, version);
  const [from, to] = [caseOf(model.stage), caseOf(request.stage)];
  requireMover(registry, env, model, from === 'production' || to === 'production');
  checkReason(reason);
  if (!NEXT[from].includes(to)) refuse({ StageRefused: { model: id, version, stage: model.stage } });
  if (to === 'production') checkProduction(model);
  checkRoom(registry, model);

  if (to === 'production') replaceProduction(registry, env, model, `superseded by version ${version}`);
  else if (from === 'production') registry.registers.history.produce(id, undefined, env.nowNs);
  const moved = move(registry, env, model, { to, reason });
  registry.commit(env);
  return moved;
}

/**
 * Puts the version that was in production before the one that is there now, or that was there last, back into production.
 * Errors: RecordNotFound; OrganisationNotFound; OrganisationSuspended; RoleRequired: officer; NothingToRollBack;
 * EvaluationMissing; ModelFlagged; Invalid; TooMany.
 */
export function rollBackModel(registry: Registry, env: Env, request: RollBackModel): Model {
  const { model: id, reason } = request;
  const newest = findRecord(registry, 'models', id);
  requireMover(registry, env, newest, true);
  checkReason(reason);
  const version = earlierProduction(registry, id) ?? refuse({ NothingToRollBack: { model: id } });
  const model = findRecord(registry, 'models', id, version);
  checkProduction(model);
  checkRoom(registry, model);

  replaceProduction(registry, env, model, `rolled back to version ${version}`);
  const moved = move(registry, env, model, { to: 'production', reason });
  registry.commit(env);
  return moved;
}

interface Move {
  readonly to: StageName;
  readonly reason: string;
}

function requireMover(registry: Registry, env: Env, { organisation }: Model, isProduction: boolean): void {
  if (isProduction) requireRole(registry, env, organisation, ['officer']);
  else requireRole(registry, env, organisation, ['developer', 'officer']);
}

function checkProduction(model: Model): void {
  const { id, version, flags } = model;
  if (flags.length > 0) refuse({ ModelFlagged: { model: id, version } });
  const {
    languages,
    evaluation,
    risk_class: risk,
  } = decodeRecord<ModelManifest>(ModelManifest, model.manifest);
  const isMeasured = (language: string, byGroup: boolean): boolean =>
    evaluation.some((one) => one.language === language && (one.group.length === 1) === byGroup);
  const missing = languages.filter(
    (language) => !isMeasured(language, false) || ('high' in risk && !isMeasured(language, true)),
  );
  if (missing.length > 0) refuse({ EvaluationMissing: { model: id, version, languages: missing } });
}

function checkRoom({ registers: { history } }: Registry, { id, version }: Model): void {
  const most = Math.max(history.productionsOf(id), history.stagesOf(id, version));
  if (most + 2 > VERSIONS_MAX) refuse({ TooMany: { what: 'stages', limit: BigInt(VERSIONS_MAX) } });
}

/** The version whose production ended last before that of the version that is or was last in production began. */
function earlierProduction({ registers: { history } }: Registry, model: bigint): number | undefined {
  const current = history.inProduction(model);
  for (let sequence = history.productionsOf(model) - 1; sequence >= 0; sequence -= 1) {
    const [version] = history.production(model, sequence).version;
    if (version !== undefined && version !== current) return version;
  }
  return undefined;
}

function replaceProduction(registry: Registry, env: Env, model: Model, why: string): void {
  const { history, models } = registry.registers;
  const current = history.inProduction(model.id);
  const before = current === undefined ? undefined : models.get(model.id, current);
  if (before !== undefined) move(registry, env, before, { to: 'retired', reason: why });
  history.produce(model.id, model.version, env.nowNs);
}

function move(registry: Registry, env: Env, model: Model, { to, reason }: Move): Model {
  const stage = { [to]: null } as unknown as Model['stage'];
  const { id, version } = model;
  registry.registers.history.enter({ model: id, version, stage, by: env.caller, reason }, env.nowNs);
  const moved = { ...model, stage };
  putRecord(registry, env, { act: 'set_stage', register: 'models' }, moved);
  return moved;
}
