import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildCanister } from '@indus/cli';
import { connect, createCanister, encodeBoard, installModule, openRegistry } from '@indus/client';
import type { Identity, InstallKind, Principal, registry as candid, Registry } from '@indus/client';
import { Subnet } from '@indus/subnet';
import { testIdentity } from '../harness/test-agent.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A registry on an embedded subnet, and ways to speak to it as anyone. */
export interface RegistryNetwork extends AsyncDisposable {
  readonly subnet: Subnet;
  readonly canisterId: Principal;
  readonly module: Uint8Array;
  /** The registry as person `number` sees it; anonymous without a number. */
  as(number?: number): Registry;
  /** Installs the module again, in the way given. */
  install(kind: InstallKind, arg: Uint8Array): Promise<void>;
}

/** The board of the tests: persons 1 to 3, of whom 2 must agree. */
export function testBoard(): candid.BoardMembers {
  return { members: [1, 2, 3].map((number) => testIdentity(number).getPrincipal()), threshold: 2 };
}

/** Details of an organisation with a number of its own. */
export function organisationDetails(number: number): candid.OrganisationDetails {
  return {
    names: {
      en: `Board of Revenue ${number}`,
      ur: `بورڈ آف ریونیو ${number}`,
      ps: [],
      pnb: [],
      sd: ['روينيو بورڊ'],
    },
    kind: { provincial: null },
    country: 'PK',
    contact: { email: 'info@revenue.gov.pk', telephone: [], website: ['https://revenue.gov.pk'] },
  };
}

/** Builds the registry, starts a subnet and installs it there. */
export async function startRegistry(): Promise<RegistryNetwork> {
  const built = await buildCanister({ root: repository, name: 'registry' });
  const module = new Uint8Array(await readFile(built.wasmGzPath));
  const subnet = await Subnet.start();
  const connection = (identity?: Identity) =>
    connect({
      url: 'http://127.0.0.1',
      rootKey: subnet.rootKey,
      fetch: (input, init) => subnet.fetch(input as string, init),
      ...(identity ? { identity } : {}),
    });
  const operator = connection(testIdentity(100));
  const canisterId = await createCanister(operator, {});
  await installModule(operator, { canisterId, kind: 'install', module, arg: encodeBoard(testBoard()) });
  return {
    subnet,
    canisterId,
    module,
    as: (number) =>
      openRegistry(connection(number === undefined ? undefined : testIdentity(number)), canisterId),
    install: (kind, arg) => installModule(operator, { canisterId, kind, module, arg }),
    [Symbol.asyncDispose]: () => subnet.stop(),
  };
}
