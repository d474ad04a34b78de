import { AnonymousIdentity, type HttpAgent, type Identity } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { ECDSAKeyIdentity } from '@dfinity/identity';
import { addDevice, identityInterface, openSession, readAnchor, registerAnchor } from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Known, randomValue } from '../fuzz/candid-value.ts';
import { hostileArgument } from '../fuzz/hostile-argument.ts';
import { inputRandom } from '../fuzz/input-random.ts';
import { type Outcome, query, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import type { Random } from '../sim/random.ts';
import { IdentityNetwork, MINISTRY, passkey, PORTAL, recoveryPhrase } from './identity-network.ts';

const SEED = Number(process.env['INDUS_FUZZ_SEED'] ?? 7);
const INPUTS_PER_METHOD = Number(process.env['INDUS_FUZZ_INPUTS'] ?? 24);
/** Units: bytes; more than any method takes. */
const OVERSIZED = 20_000;
/** Error code of an ingress message that `canister_inspect_message` does not accept. */
const REFUSED_AT_THE_DOOR = 'IC0406';

const METHODS = identityInterface({ IDL })._fields;
const victim = recoveryPhrase(1, true);
const stranger = recoveryPhrase(2);
const spare = recoveryPhrase(3);

let network: IdentityNetwork;
let agents: readonly HttpAgent[];
let known: Known;
let hers: bigint;

beforeAll(async () => {
  network = await IdentityNetwork.start();
  const session = await ECDSAKeyIdentity.generate({ extractable: false });
  hers = await registerAnchor(network.as(victim.key), victim.data);
  const own = await registerAnchor(network.as(stranger.key), stranger.data);
  const device = passkey();
  await addDevice(network.as(stranger.key), own, device.data('Other'));
  const sessionKey = session.getPublicKey().toDer();
  const { chain } = await openSession(network.as(stranger.key), { anchor: own, origin: PORTAL, sessionKey });
  const callers: Identity[] = [stranger.key, device, session, spare.key];
  const { subnet } = network.subnet;
  agents = await Promise.all(callers.map((caller) => testAgent(subnet, caller)));
  known = {
    anchor: [hers, own],
    origin: [PORTAL, MINISTRY],
    device: [victim.data, stranger.data, spare.data, device.data('Other')],
    pubkey: [victim.data.pubkey, device.der, stranger.data.pubkey],
    user_key: [new Uint8Array(chain.publicKey)],
    session_key: [sessionKey],
    id: [1n],
    session: [1n],
    limit: [1, 50],
    alias: ['Name'],
  } as Known;
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

/** Values of the unnamed arguments: numbers are anchors, blobs are keys, texts are origins. */
function valueOf(type: IDL.Type, random: Random): unknown {
  const name = type.name === 'nat64' ? 'anchor' : type.name === 'text' ? 'origin' : undefined;
  const choices = name === undefined ? undefined : known[name];
  if (choices !== undefined && random.below(4) > 0) return random.pick(choices);
  return randomValue(type, random, known);
}

function argumentOf(func: IDL.FuncClass, random: Random): Uint8Array {
  const values = func.argTypes.map((type) => valueOf(type, random));
  return hostileArgument(new Uint8Array(IDL.encode(func.argTypes, values)), OVERSIZED, random);
}

function call(agent: HttpAgent, name: string, func: IDL.FuncClass, arg: Uint8Array): Promise<Outcome> {
  const send = func.annotations.includes('query') ? query : update;
  return send(agent, network.canisterId, arg as never, name);
}

describe(`every public method of the identity provider, seed ${SEED}`, () => {
  it.each(METHODS)('%s: answers or refuses in words, and touches no other anchor', async (name, func) => {
    const before = await readAnchor(network.as(victim.key), hers);
    for (let input = 0; input < INPUTS_PER_METHOD; input += 1) {
      const random = inputRandom(SEED, METHODS.findIndex(([other]) => other === name) * 1_000 + input);
      const outcome = await call(random.pick(agents), name, func, argumentOf(func, random));
      const told = `${name} input ${input}: ${JSON.stringify(outcome).slice(0, 300)}`;
      if ('reply' in outcome) continue;
      const words = outcome.errorCode === REFUSED_AT_THE_DOOR ? /rejected/ : /expected|refused: [A-Z]/;
      expect(outcome.message, told).toMatch(words);
      expect(outcome.message, told).not.toMatch(/internal|main\.js|at </);
    }
    await network.advance(20_000);
    expect(await readAnchor(network.as(victim.key), hers)).toEqual(before);
  });

  it.each(METHODS.filter(([, func]) => !func.annotations.includes('query')))(
    '%s: turns unsigned callers away',
    async (name, func) => {
      const anonymous = await testAgent(network.subnet.subnet, new AnonymousIdentity());
      const values = func.argTypes.map((type) => valueOf(type, inputRandom(SEED, 1)));
      const outcome = await call(anonymous, name, func, new Uint8Array(IDL.encode(func.argTypes, values)));
      expect(outcome).toHaveProperty('errorCode', REFUSED_AT_THE_DOOR);
    },
  );
});
