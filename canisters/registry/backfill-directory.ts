import { readU32, readU64, u32Key, u64Key } from '@indus/kit/key';
import { concatBytes } from '@indus/kit/bytes';
import type { Again, Job, JobKind, NewJob } from '@indus/kit/jobs';
import type { Env } from '@indus/kit/env';
import { decodeRecord } from '@indus/kit/record-codec';
import { Member } from './member.ts';
import { publishOrganisation } from './organisation-handlers.ts';
import type { Registry } from './storage.ts';

/** The kind of the job that puts what was on record before there was a directory into it; there is one of it. */
export const BACKFILL = 'backfill_directory';

const STEPS_PER_RUN = 20;
const MEMBERS_PER_STEP = 5;

/** The job, from the first organisation on. */
export function backfillJob(nowNs: bigint): NewJob {
  return { kind: BACKFILL, key: new Uint8Array(0), payload: placeOf(1n, 0), dueNs: nowNs };
}

/** Walks organisations and their members once, a bounded number a message, while the registry is read and written. */
export function backfillDirectory(registry: Registry): JobKind {
  return { run: (env, job) => runChunk(registry, env, job), retryS: 60, retryMaxS: 3_600 };
}

function runChunk(registry: Registry, env: Env, { payload }: Job): Again | undefined {
  let [organisation, slot] = [readU64(payload, 0), readU32(payload, 8)];
  for (let step = 0; step < STEPS_PER_RUN && organisation <= registry.organisations.count; step += 1) {
    const next = putMembers(registry, organisation, slot);
    if (next === undefined) organisation += 1n;
    slot = next ?? 0;
  }
  registry.commit(env);
  if (organisation > registry.organisations.count) return undefined;
  return { dueNs: env.nowNs, payload: placeOf(organisation, slot) };
}

/** Puts an organisation and some of its members into the directory, and answers from which slot on there are more. */
function putMembers(registry: Registry, id: bigint, slot: number): number | undefined {
  const organisation = registry.organisations.get(id);
  if (organisation !== undefined) publishOrganisation(registry, organisation);
  const { keys, next } = registry.members.list(id, slot, MEMBERS_PER_STEP);
  for (const key of keys) {
    const { member, roles } = decodeRecord<Member>(Member, registry.members.bytesOfKey(key) as Uint8Array);
    registry.directory.put({ member: { organisation: id, member, roles } });
    registry.members.notePlace(id, member);
  }
  return next;
}

function placeOf(organisation: bigint, slot: number): Uint8Array {
  return concatBytes(u64Key(organisation), u32Key(slot));
}
