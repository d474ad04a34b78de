import { Subnet } from '@indus/subnet';

/**
 * A subnet in a process of its own, to be killed: `subnet-child.ts STATE_DIR` prints one JSON line when it serves. SIGTERM
 * stops it in order.
 */
const [stateDir] = process.argv.slice(2);
if (stateDir === undefined) throw new Error('expected a state directory');
const subnet = await Subnet.start({
  stateDir,
  port: 0,
  onLog: ({ level, message, error }) => process.stderr.write(`${level}: ${message} ${String(error ?? '')}\n`),
});
process.stdout.write(
  `${JSON.stringify({ port: subnet.port, rootKey: Buffer.from(subnet.rootKey).toString('hex') })}\n`,
);
process.on('SIGTERM', () => {
  void subnet.stop().then(() => process.exit(0));
});
