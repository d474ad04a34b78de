import type { Env } from '@indus/kit/env';
import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import type { JobKind } from '@indus/kit/jobs';
import { u64Key } from '@indus/kit/key';
import { checkReason } from '../check-details.ts';
import type { Registry } from '../storage.ts';
import type { Dataset, WithdrawDataset } from './dataset.ts';
import { findRecord } from './find-record.ts';
import { FLAGGED_PER_MESSAGE_MAX, FLAGS_MAX } from './limits.ts';
import { putRecord } from './put-record.ts';
import { requireActive } from './register-dataset.ts';
import { requireRole } from '../require-role.ts';

const KIND = 'flag_models';
const RETRY_S = 5;
const RETRY_S_MAX = 3_600;

/**
 * Takes a dataset out of use, for ever: its newest version says so, and every version of a model that was made from any of its
 * versions is flagged, those beyond the first FLAGGED_PER_MESSAGE_MAX by a job.
 * Errors: RecordNotFound; OrganisationNotFound; OrganisationSuspended; RoleRequired: officer or data_protection;
 * DatasetWithdrawn; Invalid.
 */
export function withdrawDataset(registry: Registry, env: Env, request: WithdrawDataset): Dataset {
  const { dataset, reason } = request;
  const before = findRecord(registry, 'datasets', dataset);
  requireRole(registry, env, before.organisation, ['officer', 'data_protection']);
  requireActive(registry, dataset);
  checkReason(reason);

  const withdrawn = { at_ns: env.nowNs, by: env.caller, reason };
  const after: Dataset = { ...before, status: { withdrawn } };
  putRecord(registry, env, { act: 'withdraw_dataset', register: 'datasets' }, after);
  const next = flagModels(registry, env, after, 0);
  if (next !== undefined) {
    const payload = new ByteWriter().u32(next).finish();
    registry.jobs.schedule({ kind: KIND, key: u64Key(dataset), payload, dueNs: env.nowNs });
  }
  registry.commit(env);
  return after;
}

/** The job that flags the rest of the models. */
export function flagModelsJob(registry: Registry): Readonly<Record<string, JobKind>> {
  return {
    [KIND]: {
      retryS: RETRY_S,
      retryMaxS: RETRY_S_MAX,
      run: (env, job) => {
        const dataset = findRecord(registry, 'datasets', new ByteReader(job.key).u64());
        const next = flagModels(registry, env, dataset, new ByteReader(job.payload).u32());
        registry.commit(env);
        if (next === undefined) return undefined;
        return { dueNs: env.nowNs, payload: new ByteWriter().u32(next).finish() };
      },
    },
  };
}

/** Flags the models from a position on, and answers where to go on. A model that has the flag is left as it is. */
function flagModels(registry: Registry, env: Env, { id, status }: Dataset, from: number): number | undefined {
  const { registers } = registry;
  const count = registers.dependantsOf(id);
  const to = Math.min(from + FLAGGED_PER_MESSAGE_MAX, count);
  if (!('withdrawn' in status)) return undefined;
  const { at_ns, reason } = status.withdrawn;
  for (let position = from; position < to; position += 1) {
    const named = registers.dependant(id, position);
    const model = named && registers.models.get(named.id, named.version);
    if (model === undefined || model.flags.some(({ dataset }) => dataset === id)) continue;
    const flags = [...model.flags, { dataset: id, reason, at_ns }].slice(-FLAGS_MAX);
    putRecord(registry, env, { act: 'flag_model', register: 'models' }, { ...model, flags });
  }
  return to < count ? to : undefined;
}
