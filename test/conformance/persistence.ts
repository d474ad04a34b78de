import assert from 'node:assert/strict';
import type { Principal } from '@dfinity/principal';
import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script, type Script, type Step } from '../script-canister/script.ts';
import type { Bench } from './bench.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { assertReject, numberOf, REJECT, replyOf, textOf, type Ending } from './ending.ts';
import type { ModeArgument } from './management-candid.ts';

/** What a canister keeps, and what a trap takes back: canister upgrades, entry points, stable memory, timers. */
export function persistenceCases(): readonly CaseGroup[] {
  return ([32, 64] as const).flatMap((pointers): CaseGroup[] => [
    { chapter: 'Persistence', cases: [...rollbackCases(pointers), ...stableCases(pointers)] },
    { chapter: 'Persistence', cases: upgradeCases(pointers) },
  ]);
}

type Pointers = 32 | 64;
type Body = (bench: Bench, canister: Principal) => Promise<void>;

const update = (bench: Bench, canister: Principal, ...steps: Step[]): Promise<Ending> =>
  bench.alice.call(canister, 'update', script(...steps));
const done = op('reply');

function makeCase(section: string, key: string, pointers: Pointers) {
  return (name: string, body: Body): ConformanceCase =>
    conformanceCase(`canister-interface, ${section}`, `${name} (${pointers}-bit)`, async (bench) =>
      body(bench, await bench.canister(`persistence ${key} ${pointers}`, { pointers })),
    );
}

/** State that a message changes, and how a query tells it. */
const KEPT: readonly (readonly [string, (value: number) => Script, Script])[] = [
  ['heap', (value) => script(op('setSlot', 5, value)), script(...replyWith(op('toBlob', op('slot', 5))))],
  ['globals', (value) => script(op('setGlobal', value)), script(...replyWith(op('toBlob', op('global'))))],
  [
    'stable memory',
    (value) =>
      script(
        op('runIfNot', op('stableSize'), script(op('drop', op('stableGrow', 1)))),
        op('stableWrite', 0, op('toBlob', value)),
      ),
    script(...replyWith(op('stableRead', 0, 8))),
  ],
];

function rollbackCases(pointers: Pointers): ConformanceCase[] {
  const one = makeCase('Entry points', 'rollback', pointers);
  const change = (part: Script, ...rest: Step[]): Script => Buffer.concat([part, script(...rest)]) as Script;
  const cases = KEPT.flatMap(([name, write, ask]) => {
    const value = async (bench: Bench, canister: Principal) =>
      numberOf(await bench.alice.query(canister, 'query', ask));
    return [
      one(`${name} changed by an update that replies is kept`, async (bench, canister) => {
        replyOf(await bench.alice.call(canister, 'update', change(write(11), done)));
        assert.equal(await value(bench, canister), 11n);
      }),
      one(`${name} changed by an update that rejects is kept`, async (bench, canister) => {
        assertReject(await bench.alice.call(canister, 'update', change(write(12), op('reject', 'x'))), {
          code: REJECT.canisterReject,
        });
        assert.equal(await value(bench, canister), 12n);
      }),
      ...[op('trap', 'x'), op('unreachable'), op('drop', op('divide', 1, 0))].map((trap, at) =>
        one(`${name} changed by an update that traps is as before (${at + 1})`, async (bench, canister) => {
          replyOf(await bench.alice.call(canister, 'update', change(write(13), done)));
          assertReject(await bench.alice.call(canister, 'update', change(write(99), trap)), {
            code: REJECT.canisterError,
          });
          assert.equal(await value(bench, canister), 13n);
        }),
      ),
      ...(['query', 'composite'] as const).map((kind) =>
        one(`${name} changed by a ${kind} is as before`, async (bench, canister) => {
          replyOf(await bench.alice.call(canister, 'update', change(write(14), done)));
          replyOf(await bench.alice.query(canister, kind, change(write(99), done)));
          assert.equal(await value(bench, canister), 14n);
        }),
      ),
      one(`${name} changed by a query in replicated mode is as before`, async (bench, canister) => {
        replyOf(await bench.alice.call(canister, 'update', change(write(15), done)));
        replyOf(await bench.alice.call(canister, 'query', change(write(99), done)));
        assert.equal(await value(bench, canister), 15n);
      }),
      one(`${name} changed before a call is kept when the callback traps`, async (bench, canister) => {
        const call = script(
          op(
            'callNew',
            canister.toUint8Array(),
            'query',
            change(write(98), op('trap', 'callback')),
            script(done),
          ),
          op('callAppend', script(done)),
          op('drop', op('callPerform')),
        );
        assertReject(await bench.alice.call(canister, 'update', Buffer.concat([write(16), call])), {
          code: REJECT.canisterError,
        });
        assert.equal(await value(bench, canister), 16n);
      }),
      one(`${name} changed by a clean-up callback is kept`, async (bench, canister) => {
        const call = script(
          op('callNew', canister.toUint8Array(), 'query', script(op('trap', 'callback')), script(done)),
          op('callOnCleanup', write(17)),
          op('callAppend', script(done)),
          op('drop', op('callPerform')),
        );
        assertReject(await bench.alice.call(canister, 'update', call), { code: REJECT.canisterError });
        assert.equal(await value(bench, canister), 17n);
      }),
    ];
  });
  return [
    ...cases,
    one('memory that an update grew before it trapped is as before', async (bench, canister) => {
      const size = async () =>
        numberOf(
          await bench.alice.query(canister, 'query', script(...replyWith(op('toBlob', op('memorySize'))))),
        );
      const before = await size();
      await update(bench, canister, op('drop', op('memoryGrow', 10)), op('unreachable'));
      assert.equal(await size(), before);
    }),
    one('a call that was made before a trap is not sent', async (bench, canister) => {
      replyOf(await update(bench, canister, op('setSlot', 6, 0), done));
      await update(
        bench,
        canister,
        op('callNew', canister.toUint8Array(), 'update', script(), script()),
        op('callAppend', script(op('setSlot', 6, 1), done)),
        op('drop', op('callPerform')),
        op('unreachable'),
      );
      replyOf(await update(bench, canister, done));
      assert.equal(await bench.slot(canister, 6), 0n);
    }),
  ];
}

function stableCases(pointers: Pointers): ConformanceCase[] {
  const one = makeCase('Stable memory', 'stable', pointers);
  const number = async (bench: Bench, canister: Principal, step: Step) =>
    numberOf(await update(bench, canister, ...replyWith(op('toBlob', step))));
  return [
    one('it is empty at first', async (bench, canister) =>
      assert.equal(await number(bench, canister, op('stableSize')), 0n),
    ),
    one('growing answers the size before', async (bench, canister) => {
      assert.equal(await number(bench, canister, op('stableGrow', 2)), 0n);
      assert.equal(await number(bench, canister, op('stableGrow', 0)), 2n);
    }),
    one('new pages are zeroes', async (bench, canister) => {
      const bytes = replyOf(await update(bench, canister, ...replyWith(op('stableRead', 65_536, 16))));
      assert.deepEqual([...bytes], new Array(16).fill(0));
    }),
    one('growing beyond 500 GiB answers -1', async (bench, canister) => {
      assert.equal(BigInt.asIntN(64, await number(bench, canister, op('stableGrow', 8_192_000))), -1n);
      assert.equal(await number(bench, canister, op('stableSize')), 2n);
    }),
    one('what is written is read, over the border of a page', async (bench, canister) => {
      const text = textOf(
        await update(
          bench,
          canister,
          op('stableWrite', 65_530, 'over the border'),
          ...replyWith(op('stableRead', 65_530, 15)),
        ),
      );
      assert.equal(text, 'over the border');
    }),
    one('the last byte can be read', async (bench, canister) => {
      replyOf(await update(bench, canister, ...replyWith(op('stableRead', 131_071, 1))));
    }),
    one('one byte beyond the end cannot', async (bench, canister) => {
      assertReject(await update(bench, canister, ...replyWith(op('stableRead', 131_071, 2))), {
        code: REJECT.canisterError,
      });
    }),
  ];
}

function upgradeCases(pointers: Pointers): ConformanceCase[] {
  const one = makeCase('Canister upgrades', 'upgrade', pointers);
  const renew = async (bench: Bench, canister: Principal, mode: ModeArgument, argument?: Script) =>
    bench.install(canister, await bench.module({ pointers }), argument, mode);
  const asked = async (bench: Bench, canister: Principal, ask: Script) =>
    numberOf(await bench.alice.query(canister, 'query', ask));
  const [heap, globals, stable] = KEPT.map(([, write, ask]) => ({ write, ask })) as [Part, Part, Part];
  const write = (bench: Bench, canister: Principal, value: number) =>
    bench.alice.call(
      canister,
      'update',
      Buffer.concat([heap.write(value), globals.write(value), stable.write(value), script(done)]),
    );
  return [
    one('an upgrade keeps stable memory and discards heap and globals', async (bench, canister) => {
      replyOf(await write(bench, canister, 21));
      replyOf(await renew(bench, canister, 'upgrade'));
      assert.equal(await asked(bench, canister, stable.ask), 21n);
      assert.equal(await asked(bench, canister, heap.ask), 0n);
      assert.equal(await asked(bench, canister, globals.ask), 0n);
    }),
    one('with wasm_memory_persistence = replace the heap is discarded', async (bench, canister) => {
      replyOf(await write(bench, canister, 22));
      replyOf(await renew(bench, canister, { persistence: 'replace' }));
      assert.equal(await asked(bench, canister, heap.ask), 0n);
      assert.equal(await asked(bench, canister, stable.ask), 22n);
    }),
    one('pre_upgrade writes to stable memory', async (bench, canister) => {
      replyOf(await write(bench, canister, 23));
      replyOf(await update(bench, canister, op('setHook', HOOKS.preUpgrade, stable.write(24)), done));
      replyOf(await renew(bench, canister, 'upgrade'));
      assert.equal(await asked(bench, canister, stable.ask), 24n);
    }),
    one('skip_pre_upgrade leaves it out', async (bench, canister) => {
      replyOf(
        await update(bench, canister, op('setHook', HOOKS.preUpgrade, script(op('unreachable'))), done),
      );
      replyOf(await renew(bench, canister, { skipPreUpgrade: true }));
    }),
    one('a pre_upgrade that traps leaves everything as it was', async (bench, canister) => {
      replyOf(await write(bench, canister, 25));
      replyOf(
        await update(
          bench,
          canister,
          op('setHook', HOOKS.preUpgrade, Buffer.concat([stable.write(99), script(op('trap', 'not now'))])),
          done,
        ),
      );
      assertReject(await renew(bench, canister, 'upgrade'), {
        code: REJECT.canisterError,
        errorCode: 'IC0503',
        text: 'not now',
      });
      assert.equal(await asked(bench, canister, heap.ask), 25n);
      assert.equal(await asked(bench, canister, stable.ask), 25n);
      replyOf(await update(bench, canister, op('setHook', HOOKS.preUpgrade, script()), done));
    }),
    one('a post_upgrade that traps takes back what pre_upgrade wrote', async (bench, canister) => {
      replyOf(await write(bench, canister, 26));
      replyOf(await update(bench, canister, op('setHook', HOOKS.preUpgrade, stable.write(99)), done));
      assertReject(await renew(bench, canister, 'upgrade', script(op('unreachable'))), {
        code: REJECT.canisterError,
      });
      assert.equal(await asked(bench, canister, heap.ask), 26n);
      assert.equal(await asked(bench, canister, stable.ask), 26n);
      replyOf(await update(bench, canister, op('setHook', HOOKS.preUpgrade, script()), done));
    }),
    one('post_upgrade is given the argument and runs in the new instance', async (bench, canister) => {
      replyOf(await renew(bench, canister, 'upgrade', heap.write(27)));
      assert.equal(await asked(bench, canister, heap.ask), 27n);
    }),
    one('a reinstall discards stable memory', async (bench, canister) => {
      replyOf(await write(bench, canister, 28));
      replyOf(await renew(bench, canister, 'reinstall'));
      const size = await asked(bench, canister, script(...replyWith(op('toBlob', op('stableSize')))));
      assert.equal(size, 0n);
    }),
    one('pre_upgrade sees the old version and post_upgrade a later one', async (bench, canister) => {
      const keep = (at: number) =>
        script(
          op('runIfNot', op('stableSize'), script(op('drop', op('stableGrow', 1)))),
          op('stableWrite', at, op('toBlob', op('version'))),
        );
      replyOf(await update(bench, canister, op('setHook', HOOKS.preUpgrade, keep(8)), done));
      replyOf(await renew(bench, canister, 'upgrade', keep(16)));
      const at = (offset: number) =>
        asked(bench, canister, script(...replyWith(op('stableRead', offset, 8))));
      assert.ok((await at(8)) < (await at(16)));
    }),
    one('the global timer is deactivated by an upgrade', async (bench, canister) => {
      const far = 1n << 62n;
      replyOf(await update(bench, canister, op('drop', op('timerSet', far)), done));
      replyOf(await renew(bench, canister, 'upgrade'));
      assert.equal(
        numberOf(await update(bench, canister, ...replyWith(op('toBlob', op('timerSet', 0))))),
        0n,
      );
    }),
    one('ic0.global_timer_set answers the value before', async (bench, canister) => {
      const far = 1n << 62n;
      replyOf(await update(bench, canister, op('drop', op('timerSet', far)), done));
      assert.equal(
        numberOf(await update(bench, canister, ...replyWith(op('toBlob', op('timerSet', 0))))),
        far,
      );
    }),
    one('certified data outlives an upgrade', async (bench, canister) => {
      replyOf(await update(bench, canister, op('certifiedDataSet', 'kept'), done));
      replyOf(await renew(bench, canister, 'upgrade'));
      const certificate = replyOf(
        await bench.alice.query(canister, 'query', script(...replyWith(op('dataCertificate')))),
      );
      assert.ok(Buffer.from(certificate).includes('kept'));
    }),
    one('certified data is empty after a reinstall', async (bench, canister) => {
      replyOf(await update(bench, canister, op('certifiedDataSet', 'lost'), done));
      replyOf(await renew(bench, canister, 'reinstall'));
      const certificate = replyOf(
        await bench.alice.query(canister, 'query', script(...replyWith(op('dataCertificate')))),
      );
      assert.ok(!Buffer.from(certificate).includes('lost'));
    }),
  ];
}

interface Part {
  readonly write: (value: number) => Script;
  readonly ask: Script;
}
