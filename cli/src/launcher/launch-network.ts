import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCandidUi, CANDID_UI_CANISTER } from '@indus/candid-ui';
import { toHex } from '@indus/client';
import { Subnet } from '@indus/subnet';
import { untilStopped } from '../start/until-stopped.ts';
import { watchCustomDomains } from './custom-domains.ts';
import type { LauncherOptions } from './launcher-options.ts';

/** A canister id that need not exist: tools address calls to it that are about no canister yet. */
const EFFECTIVE_CANISTER = 'rwlgt-iiaaa-aaaaa-aaaaa-cai';

/**
 * Runs an empty subnet for `icp` until SIGINT or SIGTERM, and tells `icp` by `status.json` when it serves.
 * Errors: those of the subnet (port, state folder, an address that is not this machine's); nothing runs then.
 */
export async function launchNetwork(
  options: LauncherOptions,
  progress: (text: string) => void,
): Promise<void> {
  const { statusDir, stateDir, host, port, domains } = options;
  await mkdir(statusDir, { recursive: true });
  if (stateDir !== undefined) await mkdir(stateDir, { recursive: true });
  const candidUi = await buildCandidUi(join(statusDir, 'candid-ui'));
  const subnet = await Subnet.start({
    ...(stateDir !== undefined && { stateDir }),
    host,
    port,
    gateway: { domains, canisterSites: { [CANDID_UI_CANISTER]: candidUi } },
    onLog: ({ level, message, error }) =>
      progress(`subnet ${level}: ${message}${error === undefined ? '' : `: ${String(error)}`}`),
  });
  const stopped = untilStopped(subnet, progress);
  const watching = await watchCustomDomains(statusDir, (names) => subnet.setGatewayNames(names), progress);
  try {
    await writeStatus(statusDir, subnet);
    await stopped;
  } finally {
    watching.close();
    await subnet.stop();
  }
}

/** One line of JSON, which appears whole. Source: icp-cli, network launcher interface 1.1.0. */
async function writeStatus(statusDir: string, subnet: Subnet): Promise<void> {
  const status = {
    v: '1',
    instance_id: 0,
    config_port: subnet.port,
    gateway_port: subnet.port,
    root_key: toHex(subnet.rootKey),
    default_effective_canister_id: EFFECTIVE_CANISTER,
    supported_features: ['custom-domains'],
  };
  const path = join(statusDir, 'status.json');
  await writeFile(`${path}.new`, `${JSON.stringify(status)}\n`);
  await rename(`${path}.new`, path);
}
