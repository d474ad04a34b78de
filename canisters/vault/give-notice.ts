import type { Env } from '@indus/kit/env';
import type { Dossier } from './dossier.ts';
import type { NoticeKind } from './notice.ts';

/** Puts a notice into the subject's inbox. Context: the caller commits. */
export function giveNotice(env: Env, dossier: Dossier, kind: NoticeKind): void {
  dossier.add('notice', (id) => ({ id, at_ns: env.nowNs, kind }));
}
