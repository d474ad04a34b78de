import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginOf, CONTROLLER, EngineNetwork, errorOf, layers, okOf, STRANGER } from './engine-network.ts';

const SMALL = layers([4, 8, 3]);
const DEEP = layers([64, 64, 64, 64, 64, 64, 10], 7);

let network: EngineNetwork;
beforeAll(async () => {
  network = await EngineNetwork.start();
  await network.serve('deep', DEEP);
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

describe('uploads', () => {
  test('go on where they were interrupted, and twice the same chunk does no harm', async () => {
    const { control } = network;
    const begin = beginOf('resumed', DEEP);
    const first = okOf(await control.begin_upload(begin));
    expect(first.next_offset).toBe(0n);
    const put = (offset: number, end: number) =>
      control.put_chunk({ upload: first.upload, offset: BigInt(offset), bytes: DEEP.subarray(offset, end) });
    expect(okOf(await put(0, 1000)).next_offset).toBe(1000n);
    expect(okOf(await put(0, 1000)).next_offset).toBe(1000n);
    expect(okOf(await put(5000, 6000)).next_offset).toBe(1000n);
    expect(okOf(await control.begin_upload(begin))).toMatchObject({
      upload: first.upload,
      next_offset: 1000n,
    });
    expect(errorOf(await control.finish_upload({ upload: first.upload }))).toHaveProperty('Conflict');
    await network.upgrade();
    expect(okOf(await put(1000, DEEP.length)).next_offset).toBe(BigInt(DEEP.length));
    okOf(await control.finish_upload({ upload: first.upload }));
    okOf(await control.load_model({ name: 'resumed', version: '1' }));
    const { models } = await network.engine.list_models();
    const listed = models.find(({ name }) => name === 'resumed');
    expect(listed).toMatchObject({ state: { ready: null }, sha256: begin.sha256, upload: [] });
  });

  test('a file with another hash is refused, and forgotten', async () => {
    const { control } = network;
    const begin = { ...beginOf('changed', SMALL), sha256: new Uint8Array(32) };
    const { upload } = okOf(await control.begin_upload(begin));
    okOf(await control.put_chunk({ upload, offset: 0n, bytes: SMALL }));
    const refusal = errorOf(await control.finish_upload({ upload }));
    const found = Buffer.from(beginOf('', SMALL).sha256).toString('hex');
    expect(refusal).toMatchObject({ Malformed: { message: expect.stringContaining(`got ${found}`) } });
    expect(errorOf(await control.finish_upload({ upload }))).toHaveProperty('NotFound');
  });

  test('bounds: names, sizes, hashes, bytes beyond the end, a name that is taken', async () => {
    const { control } = network;
    const begin = beginOf('bounds', SMALL);
    const refusals = [
      { ...begin, name: '' },
      { ...begin, name: 'n'.repeat(129) },
      { ...begin, version: '' },
      { ...begin, sha256: new Uint8Array(31) },
    ];
    for (const request of refusals) {
      expect(errorOf(await control.begin_upload(request))).toHaveProperty('InvalidInput');
    }
    for (const size of [0n, 2n ** 30n + 1n, 2n ** 64n - 1n]) {
      expect(errorOf(await control.begin_upload({ ...begin, size }))).toHaveProperty('TooLarge');
    }
    const { upload } = okOf(await control.begin_upload({ ...begin, name: 'n'.repeat(128) }));
    const bytes = new Uint8Array(SMALL.length + 1);
    expect(errorOf(await control.put_chunk({ upload, offset: 0n, bytes }))).toHaveProperty('TooLarge');
    okOf(await control.delete_model({ name: 'n'.repeat(128), version: '1' }));
    await network.store('bounds', SMALL);
    expect(errorOf(await control.begin_upload(begin))).toHaveProperty('Conflict');
  });

  test('what is deleted leaves its place in stable memory to the next', async () => {
    const { control, engine } = network;
    const before = (await engine.list_models()).storage;
    await network.store('first', SMALL);
    await network.store('second', DEEP);
    const full = (await engine.list_models()).storage;
    okOf(await control.delete_model({ name: 'first', version: '1' }));
    okOf(await control.delete_model({ name: 'second', version: '1' }));
    const freed = (await engine.list_models()).storage;
    expect(freed.used_bytes).toBe(before.used_bytes);
    expect(freed.used_bytes + freed.free_bytes).toBe(full.used_bytes + full.free_bytes);
    await network.store('third', DEEP);
    const again = (await engine.list_models()).storage;
    expect(again.used_bytes + again.free_bytes).toBe(full.used_bytes + full.free_bytes);
    okOf(await control.delete_model({ name: 'third', version: '1' }));
  });
});

describe('who may', () => {
  test('a stranger reads and asks, and controls nothing', async () => {
    const { engine } = network;
    const version = { name: 'deep', version: '1' };
    const refusals = [
      await engine.begin_upload(beginOf('mine', SMALL)),
      await engine.put_chunk({ upload: 1n, offset: 0n, bytes: SMALL }),
      await engine.finish_upload({ upload: 1n }),
      await engine.load_model(version),
      await engine.unload_model(version),
      await engine.delete_model(version),
      await engine.configure({ instructions_per_message: 1n }),
    ];
    for (const refusal of refusals) {
      const { NotAllowed } = errorOf(refusal as { Ok: unknown } | { Err: never }) as {
        NotAllowed: { caller: unknown };
      };
      expect(String(NotAllowed.caller)).toBe(STRANGER.toText());
    }
    expect(await engine.model_ready({ name: 'deep', version: [] })).toBe(true);
  });

  test('the method by which the engine goes on is nobody else’s', async () => {
    const call = network.subnet.update(network.canister, '_continue', new Uint8Array(4), {
      sender: CONTROLLER,
    });
    await expect(call).rejects.toThrow('by itself');
  });
});
