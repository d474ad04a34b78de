import { spawn } from 'node:child_process';

/** The command that opens an address on each system. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** The command that opens an address here; undefined where nobody looks: in CI, and on Linux without a desktop. */
export function browserCommand(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | undefined {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = environment;
  if (CI !== undefined && CI !== '' && CI !== 'false') return undefined;
  if (platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  return OPENERS[platform];
}

/** Opens an address in the browser of this desktop; where that cannot be, it says so and goes on. */
export function openBrowser(url: string, progress: (text: string) => void): void {
  const command = browserCommand(process.platform, process.env);
  if (command === undefined) return progress(`no desktop here: open ${url} in a browser`);
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => progress(`no browser found: open ${url} yourself`));
  child.unref();
}
