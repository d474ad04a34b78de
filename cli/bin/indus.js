#!/usr/bin/env -S MALLOC_ARENA_MAX=4 MALLOC_MMAP_THRESHOLD_=262144 MALLOC_TRIM_THRESHOLD_=262144 node
// Runs the command line on TypeScript as it stands: Node strips types itself from 22.18 on, tsx does it before.
// The first line tells the C library of Linux to give freed memory back (docs/operations.md); it listens at the start only.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isOlderThan = (wantedMajor, wantedMinor) =>
  major < wantedMajor || (major === wantedMajor && minor < wantedMinor);

if (isOlderThan(20, 12)) {
  process.stderr.write(
    `indus: expected Node 20.12 or newer, got ${process.versions.node}; install a newer Node\n`,
  );
  process.exit(1);
}
if (isOlderThan(22, 18)) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import('../src/main.ts');
