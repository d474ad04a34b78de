import { buildAll } from './build-all.ts';
import { BuildError } from './build-error.ts';

/** Builds the canisters named on the command line (all when none is) of the project in the working folder. */
async function run(): Promise<void> {
  const names = process.argv.slice(2);
  const onProgress = ({ canister, step }: { canister: string; step: string }): void => {
    process.stderr.write(`${canister}: ${step}\n`);
  };
  for (const canister of await buildAll({ root: process.cwd(), names, onProgress })) {
    process.stdout.write(
      `${canister.name} ${canister.moduleHash} ${canister.wasmSizeBytes} ${canister.wasmGzSizeBytes} `,
    );
    process.stdout.write(`${Math.round(canister.elapsedMs)} ms\n`);
  }
}

run().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof BuildError ? `${error.code}: ${error.message}` : String(error)}\n`,
  );
  process.exitCode = 1;
});
