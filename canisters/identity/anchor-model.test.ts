import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDevice } from './add-device.ts';
import { protectDevice } from './change-device.ts';
import { MINISTRY, phrase, phraseKey, PORTAL, refusalOf, Scene, callerOf } from './identity-fixture.ts';
import { lookup, lookupByRecoveryPhrase } from './lookup.ts';
import { getPrincipal } from './prepare-delegation.ts';
import { openSession, renewSession } from './open-session.ts';
import { listActivity, readAnchor } from './read-anchor.ts';
import { removeDevice, replaceDevice } from './remove-device.ts';

const NUMBERS = [1, 2, 3, 4, 5];

type Step =
  | readonly ['add' | 'remove' | 'protect', by: number, what: number]
  | readonly ['replace', by: number, what: number, next: number];

const number = fc.constantFrom(...NUMBERS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constantFrom('add' as const, 'remove' as const, 'protect' as const), number, number),
  fc.tuple(fc.constant('replace' as const), number, number, number),
);

/** Devices and which of them are protected, by the rules in words. */
class Model {
  readonly devices = new Map<number, boolean>([[1, false]]);

  take([act, by, what, next]: Step): boolean {
    const isAllowed = this.#allows(act, by, what, next);
    if (!isAllowed) return false;
    if (act === 'remove' || act === 'replace') this.devices.delete(what);
    if (act === 'add') this.devices.set(what, false);
    if (act === 'protect') this.devices.set(what, true);
    if (act === 'replace' && next !== undefined) this.devices.set(next, false);
    return true;
  }

  #allows(act: string, by: number, what: number, next: number | undefined): boolean {
    if (!this.devices.has(by)) return false;
    if (act === 'add') return !this.devices.has(what);
    if (!this.devices.has(what) || (this.devices.get(what) === true && by !== what)) return false;
    if (act === 'remove') return this.devices.size > 1;
    return act === 'protect' || (next !== undefined && !this.devices.has(next));
  }
}

function act(scene: Scene, anchor: bigint, [kind, by, what, next]: Step): boolean {
  const { provider } = scene;
  const [env, pubkey] = [scene.env(by), phraseKey(what)];
  const refusal = refusalOf(() => {
    if (kind === 'add') return addDevice(provider, env, { anchor, device: phrase(what) });
    if (kind === 'remove') return removeDevice(provider, env, { anchor, pubkey });
    if (kind === 'protect') {
      return protectDevice(provider, env, { anchor, pubkey, protection: { protected: null } });
    }
    return replaceDevice(provider, env, { anchor, pubkey, device: phrase(next ?? 0) });
  });
  return refusal === undefined;
}

describe('an anchor', () => {
  it('has after any acts the devices that the rules give, and its indexes know no others', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const scene = new Scene();
        const anchor = scene.register(1);
        const model = new Model();
        for (const taken of steps) expect(act(scene, anchor, taken), String(taken)).toBe(model.take(taken));
        scene.provider = scene.open();
        const { provider } = scene;
        const shown = lookup(provider, scene.env(9), anchor).map(({ pubkey }) => pubkey.at(-1));
        expect(shown.toSorted()).toEqual([...model.devices.keys()].toSorted());
        for (const at of NUMBERS) {
          const known = model.devices.has(at) ? [anchor] : [];
          expect(lookupByRecoveryPhrase(provider, scene.env(at))).toEqual(known);
          const refusal = refusalOf(() => readAnchor(provider, scene.env(at), anchor));
          expect(refusal === undefined).toBe(model.devices.has(at));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the last 200 of what happened', () => {
    const scene = new Scene();
    const anchor = scene.register(1);
    for (let count = 0; count < 102; count += 1) {
      addDevice(scene.provider, scene.env(1), { anchor, device: phrase(2) });
      removeDevice(scene.provider, scene.env(1), { anchor, pubkey: phraseKey(2) });
    }
    const page = (before: [] | [bigint]) =>
      listActivity(scene.provider, scene.env(1), { anchor, before, limit: 100 });
    const [first, second] = [page([]), page([105n])];
    expect([first[0]?.sequence, first.at(-1)?.sequence]).toEqual([204n, 105n]);
    expect([second[0]?.sequence, second.at(-1)?.sequence]).toEqual([104n, 5n]);
    expect(page([5n])).toEqual([]);
    expect(page([1_000n])[0]?.sequence).toBe(204n);
  });

  it('bounds a page of what happened', () => {
    const scene = new Scene();
    const anchor = scene.register(1);
    const page = (limit: number) => () =>
      listActivity(scene.provider, scene.env(1), { anchor, before: [], limit });
    expect(refusalOf(page(0))).toHaveProperty('Invalid');
    expect(refusalOf(page(101))).toHaveProperty('Invalid');
    expect(page(1)()).toHaveLength(1);
    expect(page(100)()).toHaveLength(1);
  });

  it('has principals that outlive all its devices but the last', () => {
    const scene = new Scene();
    const anchor = scene.register(1);
    const { provider } = scene;
    const before = getPrincipal(provider, scene.env(1), anchor, PORTAL).toText();
    replaceDevice(provider, scene.env(1), { anchor, pubkey: phraseKey(1), device: phrase(2) });
    expect(getPrincipal(provider, scene.env(2), anchor, PORTAL).toText()).toBe(before);
    expect(getPrincipal(provider, scene.env(2), anchor, MINISTRY).toText()).not.toBe(before);
  });
});

describe('a session', () => {
  it('is one for a key and a front-end, and is found by who renews it', () => {
    const scene = new Scene();
    const anchor = scene.register(1);
    const { provider } = scene;
    const request = { anchor, origin: PORTAL, session_key: phraseKey(50), max_time_to_live: [] as [] };
    const { user_key: userKey } = openSession(provider, scene.env(1), request);
    openSession(provider, scene.env(1), request);
    expect(readAnchor(provider, scene.env(1), anchor).devices[0]?.sessions).toBe(1);
    scene.provider = scene.open();
    expect(renewSession(scene.provider, scene.env(50), userKey).user_key).toEqual(userKey);
    const over = { SessionOver: null };
    expect(refusalOf(() => renewSession(scene.provider, scene.env(1), userKey))).toEqual(over);
    expect(refusalOf(() => renewSession(scene.provider, scene.env(50), phraseKey(1)))).toEqual(over);
    expect(callerOf(50).isAnonymous()).toBe(false);
  });
});
