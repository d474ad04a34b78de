import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Path of the real `icp` binary from npm, or undefined on a platform that has none. */
export function icpBinary(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('@icp-sdk/icp-cli-linux-x64/package.json');
    const binary = join(dirname(manifest), 'bin', 'icp');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** What a command printed and how it ended. */
export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `icp` with a home of its own and no telemetry. */
export function runIcp(
  binary: string,
  args: readonly string[],
  options: { home: string; cwd: string },
): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      ICP_HOME: options.home,
      ICP_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      NO_COLOR: '1',
    };
    execFile(binary, [...args], { cwd: options.cwd, env, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, stdout, stderr });
    });
  });
}
