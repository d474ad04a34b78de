import { IDL } from '@dfinity/candid';
import { registryInitArguments as init, registryInterface as idlFactory } from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomType, randomValue } from '../fuzz/candid-value.ts';
import { Random } from '../sim/random.ts';
import { person, startTimedRegistry } from './timed-registry.ts';
import type { TimedRegistry } from './timed-registry.ts';

const CALLS_PER_METHOD = 25;
const METHODS = idlFactory({ IDL })._fields;

let network: TimedRegistry;
beforeAll(async () => {
  network = await startTimedRegistry();
  await network.admit(1, 11);
});
afterAll(() => network.subnet.stop());

interface Outcome {
  readonly reply?: Uint8Array;
  readonly message?: string;
}

/** Calls a method with bytes, as an update or, for a query, as either. */
async function send(method: string, argument: Uint8Array, kind: 'update' | 'query', by?: number) {
  const calling = by === undefined ? {} : { sender: person(by) };
  try {
    return { reply: await network.subnet[kind](network.canisterId, method, argument, calling) } as Outcome;
  } catch (error) {
    return { message: String(error) } as Outcome;
  }
}

/** The root of what is certified, with the time of no record in it. */
async function certifiedRoot(): Promise<string> {
  const answer = await network.as().service.read_log({ from: 0n, limit: 1 });
  if (!('Ok' in answer)) throw new Error('expected the log');
  const [proof] = answer.Ok.proof;
  return Buffer.from(proof!.witness).toString('hex');
}

const isRefusal = (reply: Uint8Array, type: IDL.FuncClass): boolean =>
  'Err' in (IDL.decode(type.retTypes, reply)[0] as object);

describe('any input to any method', () => {
  it.each(METHODS)(
    '%s: is answered, refused, or rejected with a reason; a refusal changes nothing',
    async (name, type) => {
      const random = new Random(name.length * 7_919 + name.charCodeAt(0));
      const isQuery = type.annotations.some((word) => word.endsWith('query'));
      for (let call = 0; call < CALLS_PER_METHOD; call += 1) {
        const known = { organisation: [1n], proposal: [1n], principal: [person(11), person(1)], limit: [1] };
        const argument = random.chance(70)
          ? new Uint8Array(
              IDL.encode(
                type.argTypes,
                type.argTypes.map((each) => randomValue(each, random, known)),
              ),
            )
          : foreign(random);
        const kind = isQuery && random.chance(50) ? 'query' : 'update';
        const by = random.pick([undefined, 1, 11, 70]);
        const before = await certifiedRoot();
        const { reply, message } = await send(name, argument, kind, by);
        if (message !== undefined) {
          expect(message, name).toMatch(/argument refused: |refused the message|rejected|IC0406|IC05/);
          expect(message).not.toMatch(/main\.js|\.ts:|at <|internal/);
          expect(await certifiedRoot()).toBe(before);
        } else if (isQuery || name === 'http_request' || isRefusal(reply!, type)) {
          expect(await certifiedRoot(), name).toBe(before);
        }
      }
    },
  );

  it('of install is taken or refused with a reason', async () => {
    const random = new Random(3);
    for (let call = 0; call < 10; call += 1) {
      const argument = new Uint8Array(
        IDL.encode(
          init({ IDL }),
          init({ IDL }).map((each) => randomValue(each, random)),
        ),
      );
      const installed = await network.subnet
        .setupCanister(network.module, { argument })
        .then(() => 'installed', String);
      expect(installed).toMatch(/^installed$|refused: Invalid/);
    }
  });
});

/** A message that the method does not expect: other types, noise, or a bomb. */
function foreign(random: Random): Uint8Array {
  const kind = random.below(3);
  if (kind === 0) return Uint8Array.from(random.bytes(random.below(200)));
  if (kind === 1) return new Uint8Array(Buffer.from('4449444c016d7f0100c096b102', 'hex'));
  const type = randomType(random);
  return new Uint8Array(IDL.encode([type], [randomValue(type, random)]));
}
