import { Subnet } from '@indus/subnet';

/** What the process that runs the subnet tells. */
export type SubnetMessage =
  | { readonly kind: 'listening'; readonly port: number; readonly rootKey: Uint8Array }
  | { readonly kind: 'cpu'; readonly microseconds: number };

const stateDir = process.argv[2];
if (stateDir === undefined) throw new Error('expected a state directory, got none');
const subnet = await Subnet.start({
  stateDir,
  port: 0,
  onLog: ({ level, message, error }) => console.error(level, message, error),
});
tell({ kind: 'listening', port: subnet.port, rootKey: subnet.rootKey });
process.on('message', (message) => {
  if (message === 'stop') {
    void subnet.stop().then(() => process.exit(0));
    return;
  }
  const { user, system } = process.cpuUsage();
  tell({ kind: 'cpu', microseconds: user + system });
});

function tell(message: SubnetMessage): void {
  process.send?.(message);
}
