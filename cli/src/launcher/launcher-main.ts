import { runCommand } from '../output.ts';
import { launchNetwork } from './launch-network.ts';
import { launcherOptions } from './launcher-options.ts';

await runCommand({}, (output) =>
  launchNetwork(launcherOptions(process.argv.slice(2), process.env, output.progress), output.progress),
);
