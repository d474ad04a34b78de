import type { IDL } from '@dfinity/candid';
import { Activity } from './activity.ts';
import { HeldAnchor } from './anchor.ts';
import { Configuration } from './configuration.ts';
import { HeldCredential } from './credential.ts';
import { HeldSession } from './session.ts';
import { Statement } from './statement.ts';

/** Types of all records that are kept or signed. */
export const RECORD_TYPES: readonly IDL.Type[] = [
  Configuration,
  HeldAnchor,
  Activity,
  HeldSession,
  HeldCredential,
  Statement,
];
