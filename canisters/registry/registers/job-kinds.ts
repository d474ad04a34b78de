import type { JobKind } from '@indus/kit/jobs';
import type { Registry } from '../storage.ts';
import { sovereigntyJob } from './put-dependency.ts';
import { algorithmReviewJob } from './register-algorithm.ts';
import { flagModelsJob } from './withdraw-dataset.ts';

/** The code for the jobs of the registers, by kind. */
export function registerJobKinds(registry: Registry): Readonly<Record<string, JobKind>> {
  return { ...flagModelsJob(registry), ...algorithmReviewJob(registry), ...sovereigntyJob(registry) };
}
