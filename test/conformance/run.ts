import { chapters } from './chapters.ts';
import { openNetwork } from './network.ts';
import { report } from './report.ts';
import { runCases } from './run-cases.ts';

const USAGE = `usage: npm run conformance -- subnet [text in the section or name of a case]
  INDUS_TEST_NETWORK=<url> INDUS_TEST_ROOT_KEY=<hex>: hold another network to the table`;

const [suite, filter] = process.argv.slice(2);
if (suite !== 'subnet') {
  console.error(USAGE);
  process.exit(2);
}
const started = performance.now();
const network = await openNetwork();
const results = await runCases(network, chapters(filter));
await network.close();
console.log(report(network.name, results, performance.now() - started));
process.exitCode = results.some(({ outcome }) => outcome === 'failed') || results.length === 0 ? 1 : 0;
