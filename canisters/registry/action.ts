import { IDL } from '@dfinity/candid';
import { CANISTER_ACTIONS } from './canister-actions.ts';
import type { CanisterAction } from './canister-actions.ts';
import { CODE_ACTIONS } from './code-actions.ts';
import type { CodeAction } from './code-actions.ts';
import { ORGANISATION_ACTIONS } from './organisation-actions.ts';
import type { OrganisationAction } from './organisation-actions.ts';

/**
 * What a proposal does when it is executed. A new kind has its type and its Candid case in a file of its subject, both
 * listed here, and its handler in ACTION_HANDLERS.
 */
export type Action = OrganisationAction | CodeAction | CanisterAction;

/** Candid type of {@link Action}. */
export const Action = IDL.Variant({ ...ORGANISATION_ACTIONS, ...CODE_ACTIONS, ...CANISTER_ACTIONS });
