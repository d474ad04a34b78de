import { parseArgs } from 'node:util';
import { FaultLoop } from './fault-loop.ts';

/** `npm run faults -- [--operation NAME] [--kind KIND] [--stride N]`: every operation fails at every event. */

const { values } = parseArgs({
  options: { operation: { type: 'string' }, kind: { type: 'string' }, stride: { type: 'string' } },
});
const loop = await FaultLoop.begin();
let faults = 0;
for (const [name, kind] of loop.loops) {
  if ((values.operation ?? name) !== name || (values.kind ?? kind) !== kind) continue;
  try {
    const figures = await loop.run(name, kind, Number(values.stride ?? 1));
    faults += figures.faults;
    print(
      `${name}, ${kind}: ${figures.faults} faults, ${figures.before} times the state before, ${figures.after} times that after`,
    );
  } catch (error) {
    process.stderr.write(`${String((error as Error).message)}\n`);
    process.exitCode = 1;
  }
}
loop.end();
print(`faults: ${faults} in all, ${process.exitCode === 1 ? 'missed' : 'held'}`);
process.exit();

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
