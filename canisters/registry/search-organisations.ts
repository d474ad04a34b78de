import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { countCharacters, searchForm } from '@indus/kit/text';
import type { CertifiedPage } from './answers.ts';
import { checkLimit, cursorTo, startOf } from './check-page.ts';
import { PAGE_RECORDS_MAX, SEARCH_CHARACTERS_MAX } from './limits.ts';
import { refuseInvalid } from './method-error.ts';
import type { SearchRequest } from './methods.ts';
import type { NameQuery } from './name-index.ts';
import type { Registry } from './storage.ts';
import { caseOf } from '@indus/kit/variant';

/**
 * Organisations by part of a name, kind and status, in the order of their ids.
 * Errors: Invalid for name and limit; InvalidCursor; NotReady.
 */
export function searchOrganisations(registry: Registry, env: Env, request: SearchRequest): CertifiedPage {
  checkLimit(request.limit, PAGE_RECORDS_MAX);
  const query = queryOf(request);
  const scope = {
    method: 'search_organisations',
    request: JSON.stringify([query.text, query.kind, query.status]),
  };
  const from = startOf(registry, env, scope, { cursor: request.cursor, first: 1n });

  const { organisations } = registry;
  const { ids, next } = organisations.names.find(
    query,
    Number(from),
    Number(organisations.count),
    request.limit,
  );
  const found = ids.map(BigInt);
  const witness = organisations.certified.witness(found.map(u64Key));
  return {
    records: found.map((id) => organisations.bytes(id) as Uint8Array),
    next: cursorTo(registry, env, scope, next),
    proof: registry.proof(env, { organisations: witness }),
  };
}

function queryOf({ name: [text = ''], kind: [kind], status: [status] }: SearchRequest): NameQuery {
  const characters = countCharacters(text);
  if (characters > SEARCH_CHARACTERS_MAX) {
    refuseInvalid(
      'name',
      `expected at most ${SEARCH_CHARACTERS_MAX} characters, got ${characters}`,
      SEARCH_CHARACTERS_MAX,
    );
  }
  const form = searchForm(text);
  if (text !== '' && form === '') refuseInvalid('name', 'expected letters or digits');
  return { text: form, kind: kind && caseOf(kind), status: status && caseOf(status) };
}
