import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { checkList } from './check-text.ts';
import type { RecordBody } from './held-record.ts';
import { BODIES_SIZE_BYTES_MAX, READ_RECORDS_MAX } from './limits.ts';
import { openOwnDossier } from './open-dossier.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { BodyName } from './reading-requests.ts';
import type { Vault } from './storage.ts';

/** Which bodies to read. */
export interface BodiesRequest {
  readonly subject: Principal;
  readonly names: readonly BodyName[];
}

/**
 * Bodies of the subject's own records. They need no proof of their own: each opens the commitment of its certified record.
 * Errors: NotSubject, WrongShard, BucketMoving; Invalid; RecordNotFound; RecordErased.
 */
export function readBodies(vault: Vault, env: Env, { subject, names }: BodiesRequest): RecordBody[] {
  const visit = openOwnDossier(vault, env, subject);
  const { dossier } = visit;
  checkList(
    'names',
    names.map(({ id, version }) => `${id}.${version}`),
    1,
    READ_RECORDS_MAX,
  );
  const bodies = names.map(({ id, version }): RecordBody => {
    const body = dossier.bodies.get(id, version);
    if (body !== undefined) return { id, version, ...body };
    const record = version >= 1 && id >= 1n ? dossier.record(id, version) : undefined;
    return refuse(
      record === undefined ? { RecordNotFound: { record_id: id } } : { RecordErased: { record_id: id } },
    );
  });
  const size = bodies.reduce((sum, { body }) => sum + body.length, 0);
  if (size > BODIES_SIZE_BYTES_MAX) {
    refuseInvalid(
      'names',
      `expected bodies of up to ${BODIES_SIZE_BYTES_MAX} bytes together, got ${size}`,
      BODIES_SIZE_BYTES_MAX,
    );
  }
  return bodies;
}
