import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The Chromium of this machine, undefined when there is none: `CHROMIUM_PATH` names it, else the search path has it.
 * Where `INDUS_REQUIRE_BROWSER` is 1 a missing browser is a failure; else it is said loudly.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment['CHROMIUM_PATH'];
  const folders = (environment['PATH'] ?? '').split(delimiter);
  const paths = named ? [named] : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = paths.find(isProgram);
  if (found !== undefined) return found;
  if (environment['INDUS_REQUIRE_BROWSER'] === '1')
    throw new Error('expected a Chromium (INDUS_REQUIRE_BROWSER=1), found none');
  console.warn(
    '\n!!! NO CHROMIUM FOUND: tests in a real browser are SKIPPED. Install it or set CHROMIUM_PATH. !!!\n',
  );
  return undefined;
}

/** Starts the browser without a window. A container's root has no sandbox to give. */
export function launchChromium(executablePath: string): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox'] : [] });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
