import { Principal } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { isObject, readJsonObject } from './read-json.ts';
import { writeJson } from './state-folder.ts';

/** Ids by canister, then by network: the shape of dfx's `canister_ids.json`. */
type IdsFile = Record<string, Record<string, string>>;

/**
 * The ids that a file knows for one network.
 * Errors: CommandFailed `state_invalid`.
 */
export async function readCanisterIds(path: string, network: string): Promise<Map<string, Principal>> {
  const ids = new Map<string, Principal>();
  for (const [name, byNetwork] of Object.entries(await readIdsFile(path))) {
    const text = byNetwork[network];
    if (text === undefined) continue;
    try {
      ids.set(name, Principal.fromText(text));
    } catch (cause) {
      throw new CommandFailed('state_invalid', `expected a principal for ${name} in ${path}, got "${text}"`, {
        cause,
      });
    }
  }
  return ids;
}

/** Adds or replaces one id; those of other canisters and networks stay. */
export async function writeCanisterId(
  path: string,
  network: string,
  canister: { readonly name: string; readonly id: Principal },
): Promise<void> {
  const file = await readIdsFile(path);
  const { [canister.name]: known = {}, ...others } = file;
  await writeJson(path, { ...others, [canister.name]: { ...known, [network]: canister.id.toText() } });
}

async function readIdsFile(path: string): Promise<IdsFile> {
  const ids: IdsFile = {};
  for (const [name, byNetwork] of Object.entries((await readJsonObject(path)) ?? {})) {
    if (!isObject(byNetwork)) {
      throw new CommandFailed('state_invalid', `expected ids by network for ${name} in ${path}`);
    }
    const texts = Object.entries(byNetwork).map(([network, id]) => [network, String(id)] as const);
    ids[name] = Object.fromEntries(texts);
  }
  return ids;
}
