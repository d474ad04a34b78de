import { type Command, InvalidArgumentError, Option } from 'commander';
import { logOption, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';

/** What a user may say about the embedded network. */
interface StartCommandOptions extends OutputOptions {
  readonly port: number;
  readonly host?: string;
  readonly allowRemote?: boolean;
  readonly state?: string;
  readonly clean?: boolean;
  readonly demo: boolean;
  readonly portal: boolean;
  readonly open?: boolean;
  readonly init?: string;
  readonly outcallsAllow?: readonly string[];
  readonly outcallsAllowPrivate?: readonly string[];
}

/** The port of the embedded network when none is given. */
export const DEFAULT_PORT = 4943;
const PORT_MAX = 65_535;

/** Adds `indus start` to the command line. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('start the embedded network, build what changed and deploy it')
    .addOption(
      new Option('--port <number>', 'port to listen on, 0 for a free one')
        .env('INDUS_PORT')
        .argParser(parsePort)
        .default(DEFAULT_PORT),
    )
    .option('--host <address>', 'address to bind')
    .option('--allow-remote', 'let other machines reach the network')
    .option('--state <folder>', 'where the network keeps its state (default: .indus)')
    .option('--clean', 'forget the network’s state first')
    .option('--no-demo', 'write no demonstration data')
    .option('--no-portal', 'build and serve no pages, the API and canisters only')
    .option('--open', 'open the portal in the browser, where there is a desktop')
    .option('--init <file>', 'JSON file with the first board of the registry')
    .option(
      '--outcalls-allow <host...>',
      'hosts that canisters may call by HTTPS: host, host:port, *.domain or http://127.0.0.1:port',
    )
    .option('--outcalls-allow-private <host...>', 'the same for hosts at private addresses')
    .addOption(logOption())
    .option('--json', 'print the ready line as one JSON object')
    .action((options: StartCommandOptions) =>
      runCommand(options, async (output) => {
        const { startNetwork } = await import('../start/start-network.ts');
        await startNetwork({ ...options, root: findProjectRoot() }, output);
      }),
    );
}

function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= PORT_MAX) return port;
  throw new InvalidArgumentError(`Expected a port from 0 to ${PORT_MAX}.`);
}
