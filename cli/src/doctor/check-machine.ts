import { existsSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Check, fail, ok, warn } from './check.ts';

/** Bounds: the oldest Node that runs Indus, and years in which a clock may be. */
const NODE_MIN = [20, 12] as const;
const YEAR_MIN = 2025;
const YEAR_MAX = 2100;
const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** A package that each workspace needs; without it nothing was installed. */
const INSTALLED = ['classic-level', 'commander', 'azle'];

/** Is this Node new enough? */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
  if (enough) return ok('node', version);
  return fail('node', version, `install Node ${NODE_MIN.join('.')} or newer`);
}

/** Are the packages of the project installed? */
export function checkPackages(root: string): Check {
  const missing = INSTALLED.filter((name) => !existsSync(join(root, 'node_modules', name)));
  if (missing.length === 0) return ok('packages', 'installed');
  return fail('packages', `missing: ${missing.join(', ')}`, `run npm ci in ${root}`);
}

/** Is the clock within reason? Certificates and message expiry rest on it. */
export function checkClock(nowMs: number, newestFileMs: number): Check {
  const now = new Date(nowMs);
  const year = now.getUTCFullYear();
  if (year < YEAR_MIN || year > YEAR_MAX || nowMs < newestFileMs) {
    return fail('clock', now.toISOString(), 'set the clock of this machine, best by a time service (NTP)');
  }
  return ok('clock', now.toISOString());
}

/** Can the port be had? A network of this state folder that runs on it is no fault. */
export function checkPort(port: number, runningUrl: string | undefined): Promise<Check> {
  const name = 'port';
  if (runningUrl !== undefined && new URL(runningUrl).port === String(port)) {
    return Promise.resolve(ok(name, `${port} is served by the network of this folder`));
  }
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        fail(
          name,
          `${port}: ${error.code ?? error.message}`,
          'choose another with --port or INDUS_PORT, or stop what listens',
        ),
      ),
    );
    server.listen({ port, host: '127.0.0.1' }, () =>
      server.close(() => resolve(ok(name, `${port} is free`))),
    );
  });
}

/** Is the program `icp` there? Only those who use it need it. */
export async function checkIcp(root: string): Promise<Check> {
  const packaged = join(root, 'node_modules', '@icp-sdk', 'icp-cli-linux-x64', 'bin');
  const found = await firstProgram(['icp'], packaged);
  if (found !== undefined) return ok('icp', found);
  return warn('icp', 'not found', 'only those who use icp need it: install icp-cli');
}

/** Is a browser for the tests there? */
export async function checkChromium(): Promise<Check> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && existsSync(named)) return ok('chromium', named);
  const found = await firstProgram(CHROMIUMS);
  if (found !== undefined) return ok('chromium', found);
  return warn(
    'chromium',
    'not found',
    'only needed for browser tests: install Chromium, or set CHROMIUM_PATH',
  );
}

async function firstProgram(
  names: readonly string[],
  ...first: readonly string[]
): Promise<string | undefined> {
  const folders = [...first, ...(process.env['PATH'] ?? '').split(delimiter)];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      const runs = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs && (await stat(path)).isFile()) return path;
    }
  }
  return undefined;
}
