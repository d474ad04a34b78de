import { readDocument, readRegister } from '@indus/client';
import { verifyRequestResponsePair } from '@dfinity/response-verification';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAlgorithm, addDataset, addModel, startRegisters } from './registers-scene.ts';
import type { RegistersScene } from './registers-scene.ts';

let scene: RegistersScene;
let network: RegistersScene['network'];

beforeAll(async () => {
  scene = await startRegisters();
  ({ network } = scene);
  const dataset = await addDataset(scene, 'Field reports');
  const { id } = await addModel(scene, dataset);
  await addModel(scene, dataset);
  await addModel(scene, dataset);
  await addModel(scene, dataset, [id]);
  await addAlgorithm(scene);
});
afterAll(() => network.subnet.stop());

const host = (kind: string) => `http://${network.canisterId.toText()}.${kind}`;
const get = (path: string) => network.subnet.subnet.fetch(`${host('localhost')}${path}`);

/** What the public verification library says of an answer, taken past the gateway. */
async function stockVerdict(path: string): Promise<{ status: number; body: Uint8Array }> {
  const response = await network.subnet.subnet.fetch(`${host('raw.localhost')}${path}`);
  const added = ['access-control-allow-origin', 'access-control-expose-headers', 'content-length'];
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers].filter(([name]) => !added.includes(name)) as [string, string][];
  verifyRequestResponsePair(
    { method: 'GET', url: path, headers: [], body: new Uint8Array(), certificate_version: [2] },
    { status_code: response.status, headers, body },
    network.canisterId.toUint8Array(),
    network.subnet.timeNs,
    300_000_000_000n,
    network.subnet.subnet.rootKey,
    2,
  );
  return { status: response.status, body };
}

describe('documents over HTTP', () => {
  const PATHS: [string, number][] = [
    ['/', 200],
    ['/records/index.json', 200],
    ['/records/models-1-1.json', 200],
    ['/records/models-page-0.json', 200],
    ['/records/datasets-page-0.json', 200],
    ['/records/algorithms-1-1.atrs.json', 200],
    ['/records/models-1-1.json?x=1', 200],
    ['/records/models-1-9.json', 404],
    ['/records/models-1-1', 404],
    ['/records/', 404],
    ['/records', 404],
    ['/search?q=crop', 404],
    ['/a/b/c', 404],
  ];

  it.each(PATHS)('%s is %i through the gateway and by the public library', async (path, status) => {
    const response = await get(path);
    const shown = new Uint8Array(await response.arrayBuffer());
    expect([response.status, Buffer.from(shown).toString()]).toEqual([status, expect.any(String)]);
    const verified = await stockVerdict(path);
    expect(verified.status).toBe(status);
    expect(Buffer.compare(verified.body, shown)).toBe(0);
  });

  it('are the records, in bulk too, and the same as by Candid', async () => {
    const page = (await (await get('/records/models-page-0.json')).json()) as {
      id: number;
      version: number;
    }[];
    expect(page.map(({ id, version }) => [id, version])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
    const { value } = await readDocument(scene.anyone, 'models-page-0.json');
    expect(JSON.parse(value!)).toEqual(page);
    expect((await readDocument(scene.anyone, 'models-page-9.json')).value).toBeUndefined();
  });

  it('are there again after an upgrade', async () => {
    const before = await (await get('/records/index.json')).text();
    await network.subnet.upgradeCode(network.canisterId, network.module);
    await network.advance(1_000);
    expect(await (await get('/records/index.json')).text()).toBe(before);
    expect((await get('/records/none.json')).status).toBe(404);
    expect((await readRegister(scene.anyone, 'models', 1n)).value?.version).toBe(2);
  });
});
