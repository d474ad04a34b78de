import type {
  Organisation,
  OrganisationKind,
  OrganisationStatus,
  SearchRequest,
} from '../generated/registry.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';

/** What to look for; everything when nothing is given. */
export interface OrganisationSearch {
  /** Part of a name in any language. */
  readonly name?: string;
  readonly kind?: OrganisationKind;
  readonly status?: OrganisationStatus;
  /** The `next` of the page before. */
  readonly cursor?: Uint8Array;
  /** Bounds: 1 to 50, ORGANISATIONS_PAGE unless told. */
  readonly limit?: number;
}

/** Organisations of a page unless told otherwise. */
export const ORGANISATIONS_PAGE = 50;

/**
 * One page of organisations in the order of their ids; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function searchOrganisations(
  registry: Registry,
  search: OrganisationSearch = {},
): Promise<Page<Organisation>> {
  const { name, kind, status, cursor } = search;
  const request: SearchRequest = {
    name: name === undefined ? [] : [name],
    kind: kind ? [kind] : [],
    status: status ? [status] : [],
    cursor: cursor ? [cursor] : [],
    limit: search.limit ?? ORGANISATIONS_PAGE,
  };
  const page = await ask('search_organisations', () => registry.service.search_organisations(request));
  return verifyPage<Organisation>(registry, page, {
    type: 'Organisation',
    map: 'organisations',
    key: (organisation) => bigEndian64(organisation.id),
    matches: (organisation) => sameCase(kind, organisation.kind) && sameCase(status, organisation.status),
    order: 'ascending',
  });
}

function sameCase(wanted: object | undefined, got: object): boolean {
  return wanted === undefined || Object.keys(wanted)[0] === Object.keys(got)[0];
}
