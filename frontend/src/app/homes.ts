import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { TextKey } from '../language/index.ts';
import { fetchPart } from '../network/part-unavailable.ts';
import type { RoleName } from '../session/use-roles.ts';

/** Names of the homes; each has a folder, a catalogue and an address. */
export type HomeName = 'citizen' | 'official' | 'auditor' | 'ministry' | 'public';

/** One home of the portal. */
export interface Home {
  readonly name: HomeName;
  /** Its name in the navigation, in the catalogue `common`. */
  readonly title: TextKey<'common'>;
  /** Where it begins; its own pages are below. */
  readonly path: string;
  /** Who may use it: everybody, who is signed in, or who has one of these roles. */
  readonly access: 'everybody' | 'signed-in' | readonly RoleName[];
  readonly page: LazyExoticComponent<ComponentType>;
  /** Begins to fetch the page, before it is shown. */
  readonly fetch: () => void;
}

/** The homes in the order of the navigation. Each is a part of the build of its own, fetched when it is opened. */
export const HOMES: readonly Home[] = [
  {
    name: 'citizen',
    title: 'nav.citizen',
    path: '/citizen',
    access: 'signed-in',
    ...part(async () => (await import('../citizen/index.tsx')).CitizenHome),
  },
  {
    name: 'official',
    title: 'nav.official',
    path: '/official',
    access: ['officer', 'judge'],
    ...part(async () => (await import('../official/index.tsx')).OfficialHome),
  },
  {
    name: 'auditor',
    title: 'nav.auditor',
    path: '/auditor',
    access: ['auditor', 'data_protection'],
    ...part(async () => (await import('../auditor/index.tsx')).AuditorHome),
  },
  {
    name: 'ministry',
    title: 'nav.ministry',
    path: '/ministry',
    access: ['admin', 'developer', 'officer'],
    ...part(async () => (await import('../ministry/index.tsx')).MinistryHome),
  },
  {
    name: 'public',
    title: 'nav.registers',
    path: '/registers',
    access: 'everybody',
    ...part(async () => (await import('../public/index.tsx')).PublicHome),
  },
];

function part(load: () => Promise<ComponentType>): Pick<Home, 'page' | 'fetch'> {
  return {
    page: lazy(async () => ({ default: await fetchPart(load) })),
    // A part that cannot be fetched is told by the page that shows it.
    fetch: () => void load().catch(() => undefined),
  };
}
