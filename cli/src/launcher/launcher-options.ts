import { CommandFailed } from '../command-failed.ts';

/** What `icp network start` asks of its launcher. */
export interface LauncherOptions {
  /** Where the subnet keeps its state; without one it is gone when the network stops. */
  readonly stateDir?: string;
  /** Where `icp` waits for `status.json` and writes `custom-domains.txt`. */
  readonly statusDir: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly domains: readonly string[];
}

/** Keeps the state where `icp` does not delete it: `icp` clears its own state folder before each start. */
export const STATE_VARIABLE = 'INDUS_LAUNCHER_STATE';

const PORT_MAX = 65_535;
/** The one major version of the interface there is. Source: icp-cli, network launcher interface 1.1.0. */
const INTERFACE_MAJOR = '1';
/** Flags that ask for nothing here, or only for what a subnet does anyway. */
const SILENT = new Set(['verbose', 'nns']);
/** Flags whose value is the next argument when it is not given with `=`. */
const VALUED = new Set([
  'interface-version',
  'state-dir',
  'status-dir',
  'bind',
  'gateway-port',
  'domain',
  'artificial-delay-ms',
  'subnet',
  'bitcoind-addr',
  'dogecoind-addr',
]);
const USED = new Set(['interface-version', 'state-dir', 'status-dir', 'bind', 'gateway-port', 'domain']);

/**
 * Reads the arguments of a launcher; flags that are not known are told and passed over.
 * Errors: CommandFailed `bad_option`.
 */
export function launcherOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  progress: (text: string) => void,
): LauncherOptions {
  const flags = readFlags(args);
  for (const name of flags.keys()) {
    if (!USED.has(name) && !SILENT.has(name)) progress(`--${name} is not offered by the embedded subnet`);
  }
  const version = flags.get('interface-version')?.[0] ?? INTERFACE_MAJOR;
  if (version.split('.')[0] !== INTERFACE_MAJOR) {
    throw new CommandFailed(
      'bad_option',
      `expected --interface-version ${INTERFACE_MAJOR}.x, got ${version}`,
    );
  }
  const statusDir = flags.get('status-dir')?.[0];
  if (!statusDir) throw new CommandFailed('bad_option', 'expected --status-dir, got none');
  const stateDir = environment[STATE_VARIABLE] || flags.get('state-dir')?.[0];
  return {
    statusDir,
    ...(stateDir && { stateDir }),
    host: flags.get('bind')?.[0] ?? '127.0.0.1',
    port: readPort(flags.get('gateway-port')?.[0] ?? '0'),
    domains: flags.get('domain') ?? ['localhost'],
  };
}

function readFlags(args: readonly string[]): Map<string, string[]> {
  const flags = new Map<string, string[]>();
  for (let at = 0; at < args.length; at++) {
    const [, name, value] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(args[at] ?? '') ?? [];
    if (name === undefined) continue;
    const given = value ?? (VALUED.has(name) ? args[++at] : undefined) ?? '';
    flags.set(name, [...(flags.get(name) ?? []), given]);
  }
  return flags;
}

function readPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= PORT_MAX) return port;
  throw new CommandFailed('bad_option', `expected --gateway-port from 0 to ${PORT_MAX}, got ${text}`);
}
