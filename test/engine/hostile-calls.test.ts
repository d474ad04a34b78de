import { IDL } from '@dfinity/candid';
import { engineInterface } from '@indus/client';
import { CallRejected } from '@indus/subnet/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { candidValue } from './candid-arbitrary.ts';
import { CONTROLLER, EngineNetwork, inferX, layers, okOf } from './engine-network.ts';

const methods = (engineInterface({ IDL }) as unknown as { _fields: [string, IDL.FuncClass][] })._fields;

let network: EngineNetwork;
beforeAll(async () => {
  network = await EngineNetwork.start();
  await network.serve('m', layers([3, 4, 2]));
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

/** A call with any bytes is answered, or rejected with the engine's own words: never by a trap. */
async function call(name: string, kind: 'query' | 'update', message: Uint8Array): Promise<void> {
  try {
    await network.subnet[kind](network.canister, name, message, { sender: CONTROLLER });
  } catch (error) {
    if (!(error instanceof CallRejected)) throw error;
    expect(error.message).toMatch(/not a valid Candid message|no model/);
  }
}

test.each(methods)('%s: bytes of any kind are refused, not trapped at', async (name, func) => {
  const kind = func.annotations.includes('query') ? 'query' : 'update';
  const change = fc.record({ at: fc.nat(2000), byte: fc.nat(255), cut: fc.boolean() });
  const values = fc.tuple(...func.argTypes.map((type) => candidValue(type)));
  await fc.assert(
    fc.asyncProperty(values, fc.array(change, { maxLength: 3 }), async (given, changes) => {
      let message = new Uint8Array(IDL.encode(func.argTypes, given));
      for (const { at, byte, cut } of changes) {
        if (message.length === 0) break;
        const place = at % message.length;
        message = cut ? message.slice(0, place) : message.with(place, byte);
      }
      await call(name, kind, message);
    }),
    { numRuns: 25 },
  );
});

test('inferences with any tensors for the inputs are answered or refused', async () => {
  const request = inferX('m', [[1, 2, 3]]);
  const [infer] = methods.filter(([name]) => name === 'infer_query').map(([, func]) => func);
  const tensorType = new Map((infer!.argTypes[0] as IDL.RecordClass)._fields).get('inputs') as unknown as {
    _type: IDL.Type;
  };
  await fc.assert(
    fc.asyncProperty(candidValue(tensorType._type), async (tensor) => {
      const named = { ...(tensor as object), name: 'x', datatype: 'FP32' };
      const message = IDL.encode(infer!.argTypes, [{ ...request, inputs: [named] }]);
      await call('infer_query', 'query', new Uint8Array(message));
    }),
    { numRuns: 60 },
  );
  expect(okOf(await network.engine.infer_query(request)).outputs).toHaveLength(1);
});
