import { availableParallelism, cpus, release, totalmem } from 'node:os';

/** What a reader needs to judge a timed figure: one line, without anything that names the machine or its user. */
export function machineFacts(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  const memoryGib = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return (
    `Measured ${date} on ${availableParallelism()} cores of ${model}, ${memoryGib} GiB, ` +
    `${process.platform} ${release()}, Node ${process.versions.node} (V8 ${process.versions.v8}).`
  );
}
