import type { NoticeKind } from './notice.ts';
import type { Visit } from './visit.ts';

/** Puts a notice into the subject's inbox. Context: the caller commits. */
export function giveNotice({ env, dossier }: Visit, kind: NoticeKind): void {
  dossier.add('notice', (id) => ({ id, at_ns: env.nowNs, kind }));
}
