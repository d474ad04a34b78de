import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { MemoryFigures } from './install-and-remove.ts';

const MIB = 1024 * 1024;
/** Canisters one by one, and at once. */
const [INSTALLS, HELD] = [60, 30];
/** What each of them takes: four MiB of heap, as an instance and as what a rollback restores. */
const CANISTER_BYTES = 8 * MIB;

test(
  'memory of canisters that are gone is used again: one by one they take little, and all at once no more the second time',
  { timeout: 240_000 },
  async () => {
    const script = fileURLToPath(new URL('install-and-remove.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      script,
      String(INSTALLS),
      String(HELD),
    ]);
    const { atStart, oneByOne, together, togetherAgain } = JSON.parse(stdout) as MemoryFigures;
    // That canisters take memory at all shows that the figures mean something.
    expect(together - atStart).toBeGreaterThan((HELD * CANISTER_BYTES) / 2);
    expect(oneByOne - atStart).toBeLessThan((INSTALLS * CANISTER_BYTES) / 2);
    expect(togetherAgain - atStart).toBeLessThan(1.4 * (together - atStart));
  },
);
