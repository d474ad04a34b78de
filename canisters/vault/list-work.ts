import type { Env } from '@indus/kit/env';
import { ROLES } from '@indus/kit/directory-feed';
import { checkLimit } from './check-text.ts';
import { isAppealOpen } from './appeal-decision.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import type { ListWork, WorkItem, WorkPage } from './ministry-requests.ts';
import type { Vault } from './storage.ts';
import { isTicketOpen } from './ticket-work.ts';
import type { Work } from './work-index.ts';

const METHOD = 'list_work';

/**
 * What an organisation must answer, what is due first before the rest. A page may hold fewer than asked for although more
 * follows.
 * Errors: AnonymousCaller, DirectoryStale; RoleRequired for who has no role there; Invalid for the limit; InvalidCursor,
 * NotReady.
 */
export function listWork(vault: Vault, env: Env, request: ListWork): WorkPage {
  const { organisation, cursor, limit } = request;
  vault.access.requireRole(env, { roles: ROLES, organisation });
  checkLimit(limit, PAGE_ITEMS_MAX);
  const scope = { method: METHOD, request: String(organisation) };
  const { works, last } = vault.work.page(organisation, limit, vault.cursors.open(env, scope, cursor));
  return {
    items: works.flatMap((work) => itemOf(vault, work)),
    next: last === undefined ? [] : [vault.cursors.seal(env, scope, last)],
  };
}

/** The item that waits; nothing when it waits no longer, or elsewhere. */
function itemOf(vault: Vault, { subject, kind, id, dueAtNs }: Work): WorkItem[] {
  if (vault.buckets.place(vault.keyOf(subject).bucket)?.kind !== 'owned') return [];
  const dossier = vault.dossier(subject);
  const isWaiting = {
    ticket: () => isOpen(dossier.item('ticket', id), isTicketOpen),
    decision: () => isOpen(dossier.item('decision', id), isAppealOpen),
    break_glass_use: () => isOpen(dossier.item('break_glass_use', id), (use) => use.review.length === 0),
  }[kind]();
  const item = dossier.bytes({ kind, id });
  if (!isWaiting || item === undefined) return [];
  return [{ subject, kind: { [kind]: null } as WorkItem['kind'], item, due_at_ns: dueAtNs }];
}

function isOpen<Item>(item: Item | undefined, waits: (item: Item) => boolean): boolean {
  return item !== undefined && waits(item);
}
