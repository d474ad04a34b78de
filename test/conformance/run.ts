import { chapters } from './chapters.ts';
import { runEngineConformance } from './engine/run-engine.ts';
import { openNetwork } from './network.ts';
import { report } from './report.ts';
import { runCases } from './run-cases.ts';

const USAGE = `usage: npm run conformance -- subnet [text in the section or name of a case]
  INDUS_TEST_NETWORK=<url> INDUS_TEST_ROOT_KEY=<hex>: hold another network to the table
usage: npm run conformance -- engine [text in the operator or name of a case] [--module FILE]
  ONNX_CASES=<folder>: also the published cases of that folder`;

const [suite, ...args] = process.argv.slice(2);
if (suite === 'engine') {
  process.exit(await runEngineConformance(args));
} else if (suite === 'subnet') {
  process.exitCode = await runSubnetConformance(args[0]);
} else {
  console.error(USAGE);
  process.exitCode = 2;
}

async function runSubnetConformance(filter: string | undefined): Promise<number> {
  const started = performance.now();
  const network = await openNetwork();
  const results = await runCases(network, chapters(filter));
  await network.close();
  console.log(report(network.name, results, performance.now() - started));
  return results.some(({ outcome }) => outcome === 'failed') || results.length === 0 ? 1 : 0;
}
