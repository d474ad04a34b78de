import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { mayEnter, method as methodOf, primeReplies, serve, serveInit } from './endpoint.ts';
import type { Host, Method } from './endpoint.ts';
import { Refusal } from './refusal.ts';
import type { System } from './system.ts';

const Other = IDL.Record({ code: IDL.Nat32, message: IDL.Text });
const Result = IDL.Variant({ Ok: IDL.Nat32, Err: IDL.Variant({ NotFound: IDL.Nat32, Other }) });
const options = { kind: 'update', args: [IDL.Nat32], result: Result, argumentSizeBytesMax: 40 } as const;
const shape = { ...options, args: [...options.args] };
const method = methodOf<[number], number>(shape);
const noArguments = methodOf<[], number>({ ...shape, kind: 'query', args: [] });
const caller = Principal.fromUint8Array(Uint8Array.of(1, 2, 3));
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
// A vector of 5,000,000 nulls in 13 bytes, for a message of one argument.
const BOMB = hex('4449444c016d7f0100c096b102');

class Trapped extends Error {}

function running(
  argument: Uint8Array,
  over: Partial<System> = {},
): { host: Host; replies: unknown[]; write(): void } {
  const replies: unknown[] = [];
  let writes = 0;
  const system: System = {
    argument: () => argument,
    caller: () => caller,
    timeNs: () => 5n,
    methodName: () => 'method',
    reply: (message) => replies.push(IDL.decode([Result], message)[0]),
    trap: (message) => {
      throw new Trapped(message);
    },
    dataCertificate: () => undefined,
    setCertifiedData: () => undefined,
    ...over,
  };
  return { host: { system, writes: () => writes }, replies, write: () => (writes += 1) };
}

const encoded = (value: number): Uint8Array => new Uint8Array(IDL.encode([IDL.Nat32], [value]));

describe('serve', () => {
  it('answers the same with its type tables made before', () => {
    const { host, replies } = running(encoded(20));
    primeReplies({ method });
    serve(method, host, (_, value) => value);
    expect(replies).toEqual([{ Ok: 20 }]);
  });

  it('decodes, runs and answers Ok', () => {
    const { host, replies } = running(encoded(20));
    serve(method, host, (env, value) => value + Number(env.nowNs) + env.caller.toUint8Array().length);
    expect(replies).toEqual([{ Ok: 28 }]);
  });

  it('answers a refusal as Err', () => {
    const { host, replies } = running(encoded(7));
    serve(method, host, (_, value) => {
      throw new Refusal({ NotFound: value });
    });
    expect(replies).toEqual([{ Err: { NotFound: 7 } }]);
  });

  it('traps on a refusal after a write, which would be kept', () => {
    const { host, replies, write } = running(encoded(7));
    const refuseLate = (): number => {
      write();
      throw new Refusal({ NotFound: 1 });
    };
    expect(() => serve(method, host, refuseLate)).toThrow(new Trapped('internal'));
    expect(replies).toEqual([]);
  });

  it.each([[new Error('secret')], [null], [undefined], ['text']])(
    'traps without a word on a thrown %s',
    (thrown) => {
      const { host } = running(encoded(7));
      const fail = (): number => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- what must not reach the runtime
        throw thrown;
      };
      expect(() => serve(method, host, fail)).toThrow(new Trapped('internal'));
    },
  );

  it('traps when the answer is not of its type', () => {
    const { host } = running(encoded(7));
    expect(() => serve(method, host, () => -1)).toThrow(new Trapped('internal'));
  });

  it.each([
    ['a bomb', BOMB, 'zero-sized'],
    ['no message', new Uint8Array(0), 'fewer bytes than its magic'],
    ['another type', new Uint8Array(IDL.encode([IDL.Text], ['x'])), 'types of the interface'],
    ['two arguments', new Uint8Array(IDL.encode([IDL.Nat32, IDL.Nat32], [1, 2])), 'expected'],
  ])('refuses %s before the method runs', (_, argument, message) => {
    const { host } = running(argument);
    let runs = 0;
    expect(() => serve(method, host, () => (runs += 1))).toThrow(message);
    expect(runs).toBe(0);
  });

  it('refuses a bomb to a method without parameters', () => {
    expect(() => serve(noArguments, running(BOMB).host, () => 1)).toThrow('argument refused');
  });

  it('takes an argument of the full size and refuses one byte more', () => {
    const argument = encoded(1);
    const sized = (argumentSizeBytesMax: number): Method<[number], number> => ({
      ...method,
      argumentSizeBytesMax,
    });
    const { host, replies } = running(argument);
    serve(sized(argument.length), host, (_, value) => value);
    expect(replies).toEqual([{ Ok: 1 }]);
    expect(() => serve(sized(argument.length - 1), host, () => 1)).toThrow('expected at most');
  });
});

describe('serveInit', () => {
  it('decodes the init argument, and traps with the case of a refusal', () => {
    const values: number[] = [];
    serveInit<[number]>([IDL.Nat32], 40, running(encoded(3)).host, (_, value) => values.push(value));
    expect(values).toEqual([3]);
    const refuse = (): void => {
      throw new Refusal({ Invalid: { field: 'x' } });
    };
    expect(() => serveInit([IDL.Nat32], 40, running(encoded(3)).host, refuse)).toThrow('refused: Invalid');
  });

  it('does not look at the argument of an upgrade', () => {
    let runs = 0;
    serveInit([], 0, running(BOMB).host, () => (runs += 1));
    expect(runs).toBe(1);
  });
});

describe('mayEnter', () => {
  const methods = { method };

  it('lets a signed call of a known method in', () => {
    expect(mayEnter(methods, running(encoded(1)).host.system)).toBe(true);
  });

  it.each([
    ['an unknown method', { methodName: () => 'other' }],
    ['a name that every object has', { methodName: () => 'toString' }],
    ['an anonymous caller', { caller: () => Principal.anonymous() }],
    ['a bomb', { argument: () => BOMB }],
    ['too large a message', { argument: () => new Uint8Array(41) }],
  ])('keeps out %s', (_, over) => {
    expect(mayEnter(methods, running(encoded(1), over).host.system)).toBe(false);
  });
});
