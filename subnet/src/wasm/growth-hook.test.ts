import { describe, expect, it } from 'vitest';
import { assemble, runModule } from './run-prepared.ts';

function grower(table: string): Uint8Array {
  return assemble(`(module (memory 1 3) ${table} (global $out (mut i32) (i32.const 7))
    (func (export "canister_update run") (global.set $out (memory.grow (i32.const 1)))))`);
}

describe('growth hook', () => {
  it.each([
    ['without a table', ''],
    ['with a table of its own', '(table 2 funcref)'],
  ])('the host hears of a growth after it, %s', (_, table) => {
    const heard: number[] = [];
    const running = runModule(grower(table), {}, () => heard.push(running.memory().length));
    running.call();
    expect(heard).toEqual([131_072]);
    expect(running.global(0).value).toBe(1);
  });

  it('the host hears of a growth that failed, too, and what it sees is the old size', () => {
    const heard: number[] = [];
    const running = runModule(grower(''), {}, () => heard.push(running.memory().length));
    for (let i = 0; i < 3; i++) running.call();
    expect(heard).toEqual([131_072, 196_608, 196_608]);
    expect(running.global(0).value).toBe(-1);
  });

  it('what the host throws ends the execution', () => {
    const running = runModule(grower(''), {}, () => {
      throw new Error('no room');
    });
    expect(() => running.call()).toThrow('no room');
    expect(running.global(0).value).toBe(7);
  });

  it('a module that never grows has no hook', () => {
    const running = runModule(assemble('(module (memory 1) (func (export "canister_update run")))'));
    expect(Object.keys(running.exports)).not.toContain('#grown');
  });
});
