import { isObject, readJsonObject } from '../state/read-json.ts';
import { type StateFolder, writeJson } from '../state/state-folder.ts';

/** What was written of the demonstration, so that it is written once; canister ids are in text. */
export interface WrittenDemonstration {
  /** The registry that has organisations, codes and registers. */
  readonly registry?: string;
  readonly organisations?: readonly bigint[];
  readonly algorithm?: bigint;
  /** The vault that has the dossier of the key files' citizen. */
  readonly vault?: string;
  /** The application that is on record in the registry and runs nothing. */
  readonly application?: string;
  /** Registry, identity provider and vault that have the people of a front-end, by its origin. */
  readonly origins: Readonly<Record<string, string>>;
}

/** What was written so far. Errors: CommandFailed `state_invalid`. */
export async function readDemonstration(state: StateFolder): Promise<WrittenDemonstration> {
  const file = (await readJsonObject(state.demonstration)) ?? {};
  const { organisations, algorithm, origins } = file;
  const text = (name: string) => (typeof file[name] === 'string' ? { [name]: file[name] } : {});
  return {
    ...text('registry'),
    ...text('vault'),
    ...text('application'),
    ...(Array.isArray(organisations) && { organisations: organisations.map((id) => BigInt(String(id))) }),
    ...(typeof algorithm === 'string' && { algorithm: BigInt(algorithm) }),
    origins: isObject(origins)
      ? Object.fromEntries(Object.entries(origins).map(([origin, of]) => [origin, String(of)]))
      : {},
  };
}

/** Notes what is written by now. */
export async function writeDemonstration(state: StateFolder, written: WrittenDemonstration): Promise<void> {
  const { organisations, algorithm, ...rest } = written;
  await writeJson(state.demonstration, {
    ...rest,
    ...(organisations && { organisations: organisations.map(String) }),
    ...(algorithm !== undefined && { algorithm: String(algorithm) }),
  });
}
