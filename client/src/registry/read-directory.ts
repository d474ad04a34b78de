import { Actor, type ActorMethod } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { type DirectoryPage, idlFactory, type MethodError } from '../generated/registry.ts';
import { ask, type Registry } from './registry.ts';

/** Changes of a page unless told otherwise. Bounds: 1 to 200. */
export const DIRECTORY_PAGE = 100;

type ReadDirectory = ActorMethod<
  [{ after: bigint; limit: number }],
  { Ok: DirectoryPage } | { Err: MethodError }
>;

/**
 * Changes of the directory above a sequence, ascending. The query is run as an update call, so that the subnet certifies the
 * answer as a whole: that nothing was left out is proven too.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readDirectory(
  registry: Registry,
  after: bigint,
  limit = DIRECTORY_PAGE,
): Promise<DirectoryPage> {
  const actor = Actor.createActor<{ read_directory: ReadDirectory }>(replicated, {
    agent: registry.connection.agent,
    canisterId: registry.canisterId,
  });
  return ask('read_directory', () => actor.read_directory({ after, limit }));
}

/** The interface with the one method, no longer marked as a query. */
const replicated: IDL.InterfaceFactory = () => {
  const [, query] = idlFactory({ IDL })._fields.find(([name]) => name === 'read_directory') ?? [];
  return IDL.Service(query ? { read_directory: IDL.Func(query.argTypes, query.retTypes, []) } : {});
};
