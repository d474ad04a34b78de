import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';

const RANDOM_BYTES = 32;

/**
 * Answers with random bytes that nobody knew when the call was made.
 * Source: interface specification, "raw_rand".
 */
export const rawRand: ManagementMethod = {
  name: 'raw_rand',
  types: MANAGEMENT_IDL.raw_rand,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  handle: ({ host }) => reply(host.randomBytes(RANDOM_BYTES)),
};
