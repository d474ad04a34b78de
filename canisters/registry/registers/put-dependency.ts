import type { Env } from '@indus/kit/env';
import type { JobKind } from '@indus/kit/jobs';
import { readU64, u64Key } from '@indus/kit/key';
import { caseOf } from '@indus/kit/variant';
import { checkReason, checkText } from '../check-details.ts';
import { refuse } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import {
  checkCount,
  checkCountry,
  checkDistinct,
  checkLines,
  checkLink,
  nextVersion,
} from './check-record.ts';
import type { Dependency, DependencyDetails, EndDependency, PutDependency } from './dependency.ts';
import { findRecord } from './find-record.ts';
import {
  DEPENDENCIES_MAX,
  DESCRIPTION_CHARACTERS_MAX,
  LINE_CHARACTERS_MAX,
  REFIGURED_PER_MESSAGE_MAX,
  TITLE_CHARACTERS_MAX,
} from './limits.ts';
import { putRecord } from './put-record.ts';
import { requireRole } from '../require-role.ts';
import { WEIGHTS, figureOf, lineOf, preferenceOf } from './sovereignty.ts';
import type { SovereigntyLine, Weights } from './sovereignty.ts';

const KIND = 'sovereignty';
const KEY = new Uint8Array(0);
const RETRY_S = 30;
const RETRY_S_MAX = 3_600;
const PREFIX = 'sovereignty_';

/**
 * Puts a foreign service that an app calls on record, or a new version of the entry, and computes the figure anew.
 * Errors: OrganisationNotFound; OrganisationSuspended; RoleRequired: developer or officer; RecordNotFound;
 * OtherOrganisation; Invalid; TooMany.
 */
export function putDependency(registry: Registry, env: Env, request: PutDependency): Dependency {
  const { organisation, dependency, details } = request;
  requireRole(registry, env, organisation, ['developer', 'officer']);
  checkDependency(details);
  const next = nextVersion(registry, 'dependencies', organisation, dependency);
  const lines = linesOf(registry, organisation).filter((line) => line.dependency !== next.id);
  if (lines.length >= DEPENDENCIES_MAX)
    refuse({ TooMany: { what: 'dependencies', limit: BigInt(DEPENDENCIES_MAX) } });

  const made: Dependency = {
    id: next.id ?? registry.registers.dependencies.nextId(),
    version: next.version,
    organisation,
    details,
    ended: [],
    changed_at_ns: env.nowNs,
    changed_by: env.caller,
  };
  putRecord(registry, env, { act: 'put_dependency', register: 'dependencies' }, made);
  const line = lineOf(made, weightsOf(registry));
  putFigure(registry, env, organisation, inOrder([...lines, line]));
  registry.commit(env);
  return made;
}

/**
 * Puts on record that the app calls the service no more; the figure is computed anew.
 * Errors: RecordNotFound; OrganisationNotFound; OrganisationSuspended; RoleRequired: officer; DependencyEnded; Invalid.
 */
export function endDependency(registry: Registry, env: Env, request: EndDependency): Dependency {
  const before = findRecord(registry, 'dependencies', request.dependency);
  const { id, organisation } = before;
  requireRole(registry, env, organisation, ['officer']);
  if (before.ended.length > 0) refuse({ DependencyEnded: { dependency: id } });
  checkReason(request.reason);

  const ended: Dependency = {
    ...before,
    version: before.version + 1,
    ended: [{ at_ns: env.nowNs, reason: request.reason }],
    changed_at_ns: env.nowNs,
    changed_by: env.caller,
  };
  putRecord(registry, env, { act: 'end_dependency', register: 'dependencies' }, ended);
  const lines = linesOf(registry, organisation).filter((line) => line.dependency !== id);
  putFigure(registry, env, organisation, lines);
  registry.commit(env);
  return ended;
}

/** Has all figures computed anew, when a parameter of theirs has changed. */
export function refigureAfter(registry: Registry, env: Env, parameter: string): void {
  if (!parameter.startsWith(PREFIX)) return;
  registry.jobs.schedule({ kind: KIND, key: KEY, payload: u64Key(1n), dueNs: env.nowNs });
}

/** The job that computes all figures anew. */
export function sovereigntyJob(registry: Registry): Readonly<Record<string, JobKind>> {
  return {
    [KIND]: {
      retryS: RETRY_S,
      retryMaxS: RETRY_S_MAX,
      run: (env, { payload }) => {
        const first = readU64(payload, 0);
        const after = first + BigInt(REFIGURED_PER_MESSAGE_MAX);
        const weights = weightsOf(registry);
        for (let organisation = first; organisation < after; organisation += 1n) {
          if (registry.registers.sovereignty.bytes(u64Key(organisation)) === undefined) continue;
          const lines = linesOf(registry, organisation).map(({ dependency, version }) =>
            lineOf(findRecord(registry, 'dependencies', dependency, version), weights),
          );
          putFigure(registry, env, organisation, lines);
        }
        registry.commit(env);
        if (after > registry.organisations.count) return undefined;
        return { dueNs: env.nowNs, payload: u64Key(after) };
      },
    },
  };
}

function checkDependency(details: DependencyDetails): void {
  checkText('title', details.title, TITLE_CHARACTERS_MAX);
  checkText('provider', details.provider, LINE_CHARACTERS_MAX);
  checkCountry('country', details.country);
  checkLink('endpoint', details.endpoint);
  checkCount('data_classes', details.data_classes.length, 1, 4);
  checkDistinct('data_classes', details.data_classes.map(caseOf));
  for (const { plan, days } of details.exit_plan) {
    checkLines('exit_plan.plan', plan, DESCRIPTION_CHARACTERS_MAX);
    checkCount('exit_plan.days', days, 1, 3_650);
  }
}

function weightsOf(registry: Registry): Weights {
  const names = Object.keys(WEIGHTS) as (keyof Weights)[];
  return Object.fromEntries(
    names.map((name) => [name, registry.codes.parameter(PREFIX + name)]),
  ) as unknown as Weights;
}

function linesOf(registry: Registry, organisation: bigint): readonly SovereigntyLine[] {
  return registry.registers.sovereignty.get(u64Key(organisation))?.lines ?? [];
}

function inOrder(lines: readonly SovereigntyLine[]): SovereigntyLine[] {
  return lines.toSorted((a, b) => Number(a.dependency - b.dependency));
}

function putFigure(
  registry: Registry,
  env: Env,
  organisation: bigint,
  lines: readonly SovereigntyLine[],
): void {
  const weights = weightsOf(registry);
  const figure = figureOf(lines);
  const sha256 = registry.registers.sovereignty.put({
    organisation,
    figure,
    preference: preferenceOf(figure, weights),
    lines,
    weights: Object.entries(weights).map(([name, value]) => ({ name: PREFIX + name, value })),
    changed_at_ns: env.nowNs,
  });
  const key = u64Key(organisation);
  registry.recordChange(env, { act: 'compute_figure', section: 'sovereignty', key, sha256 });
}
