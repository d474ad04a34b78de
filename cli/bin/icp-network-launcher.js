#!/usr/bin/env -S MALLOC_ARENA_MAX=4 MALLOC_MMAP_THRESHOLD_=262144 MALLOC_TRIM_THRESHOLD_=262144 node
// What `icp network start` runs when ICP_CLI_NETWORK_LAUNCHER_PATH names this file; types are stripped as in indus.js.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isOlderThan = (wantedMajor, wantedMinor) =>
  major < wantedMajor || (major === wantedMajor && minor < wantedMinor);

if (isOlderThan(20, 12)) {
  process.stderr.write(
    `icp-network-launcher: expected Node 20.12 or newer, got ${process.versions.node}; install a newer Node\n`,
  );
  process.exit(1);
}
if (isOlderThan(22, 18)) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import('../src/launcher/launcher-main.ts');
