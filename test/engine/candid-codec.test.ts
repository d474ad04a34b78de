import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { engineInterface } from '@indus/client';
import { CodecModule } from './codec-module.ts';
import { candidValue } from './candid-arbitrary.ts';

const service = engineInterface({ IDL }) as unknown as { _fields: [string, IDL.FuncClass][] };
const method = (name: string) => new Map(service._fields).get(name)!;
const okOf = (type: IDL.Type) => new Map((type as IDL.VariantClass)._fields).get('Ok')!;

/** In the order of the door's own list. */
const TYPES: readonly (readonly [string, IDL.Type])[] = [
  ['an inference', method('infer').argTypes[0]!],
  ['its answer', method('infer').retTypes[0]!],
  ['the begin of an upload', method('begin_upload').argTypes[0]!],
  ['a chunk', method('put_chunk').argTypes[0]!],
  ['a question for an estimate', method('estimate').argTypes[0]!],
  ['metadata of a model', okOf(method('model_metadata').retTypes[0]!)],
  ['a list of models', method('list_models').retTypes[0]!],
];
const [INFER, , BEGIN, CHUNK] = [0, 1, 2, 3];
const BEGIN_TYPE = TYPES[BEGIN!]![1];
const BEGIN_VALUE = { name: 'a', version: '1', format: { onnx: null }, size: 5n, sha256: new Uint8Array(32) };

let codec: CodecModule;
beforeAll(async () => {
  codec = await CodecModule.make();
});

const encode = (type: IDL.Type, value: unknown) => new Uint8Array(IDL.encode([type], [value]));
const decode = (type: IDL.Type, bytes: Uint8Array) => IDL.decode([type], bytes)[0];

describe.each(TYPES.map(([name, type], index) => ({ name, type, index })))('$name', ({ type, index }) => {
  test('is read from and written to what @dfinity/candid writes and reads', () => {
    fc.assert(
      fc.property(candidValue(type), (value) => {
        const message = encode(type, value);
        const written = codec.rewrite(index, message);
        expect(written.refusal).toBe(undefined);
        expect(decode(type, written.bytes)).toEqual(decode(type, message));
        // What the engine writes it also reads, to the same bytes.
        expect(codec.rewrite(index, written.bytes).bytes).toEqual(written.bytes);
      }),
      { numRuns: 80 },
    );
  });

  test('changed bytes are refused or mean what @dfinity/candid takes them for; nothing traps', () => {
    let accepted = 0;
    let refused = 0;
    const change = fc.record({ at: fc.nat(4000), byte: fc.nat(255), kind: fc.nat(3) });
    fc.assert(
      fc.property(candidValue(type), fc.array(change, { minLength: 1, maxLength: 4 }), (value, changes) => {
        const message = changes.reduce(mutate, encode(type, value));
        const { bytes, refusal } = codec.rewrite(index, message);
        if (refusal !== undefined) {
          refused++;
          expect(refusal).toMatch(/^not a valid Candid message: /);
          return;
        }
        accepted++;
        expect(decode(type, bytes)).toEqual(decode(type, message));
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(50);
    expect(accepted).toBeGreaterThan(0);
  });
});

function mutate(message: Uint8Array, change: { at: number; byte: number; kind: number }): Uint8Array {
  if (message.length === 0) return message;
  // Half of the changes are near the end, where the values are; most of a message describes its types.
  const { length } = message;
  const at = change.at < 2000 ? change.at % length : length - 1 - (change.at % Math.min(length, 24));
  if (change.kind === 0) return message.slice(0, at);
  if (change.kind === 1) return Uint8Array.from([...message.slice(0, at), change.byte, ...message.slice(at)]);
  if (change.kind === 2) return Uint8Array.from([...message.slice(0, at), ...message.slice(at + 1)]);
  return message.with(at, change.byte);
}

describe('rules of subtyping', () => {
  test('fields and arguments that the interface does not know are passed over', () => {
    const extra = IDL.Record({
      a_list: IDL.Vec(IDL.Record({ n: IDL.Nat, t: IDL.Opt(IDL.Tuple(IDL.Int, IDL.Bool)) })),
      a_principal: IDL.Principal,
      a_func: IDL.Func([IDL.Text], [], ['query']),
      a_service: IDL.Service({ f: IDL.Func([], [], []) }),
      a_variant: IDL.Variant({ x: IDL.Null, y: IDL.Vec(IDL.Float64) }),
    });
    fc.assert(
      fc.property(candidValue(BEGIN_TYPE), candidValue(extra), (value, more) => {
        const fields = { ...Object.fromEntries((BEGIN_TYPE as IDL.RecordClass)._fields), zz_more: extra };
        const wide = IDL.Record(fields);
        const message = IDL.encode([wide, extra], [{ ...(value as object), zz_more: more }, more]);
        const written = codec.rewrite(BEGIN!, new Uint8Array(message));
        expect(written.refusal).toBe(undefined);
        expect(decode(BEGIN_TYPE, written.bytes)).toEqual(value);
      }),
      { numRuns: 100 },
    );
  });

  const REQUEST = { model_name: 'm', inputs: [] };
  const fieldsOf = (version: IDL.Type) => ({
    model_name: IDL.Text,
    inputs: IDL.Vec(IDL.Empty),
    model_version: version,
  });
  test.each<[string, IDL.Type, unknown, unknown]>([
    ['its content without the opt', IDL.Text, '7', ['7']],
    ['null', IDL.Null, null, []],
    ['reserved', IDL.Reserved, null, []],
    ['an opt of another type', IDL.Opt(IDL.Nat), [7n], []],
    ['another type', IDL.Vec(IDL.Nat16), [1, 2], []],
    ['an opt of it', IDL.Opt(IDL.Text), ['7'], ['7']],
  ])('an opt takes %s', (_, type, value, expected) => {
    const message = encode(IDL.Record(fieldsOf(type)), { ...REQUEST, model_version: value });
    const written = codec.rewrite(INFER!, message);
    expect(written.refusal).toBe(undefined);
    expect(decode(TYPES[INFER!]![1], written.bytes)).toMatchObject({ model_version: expected, outputs: [] });
  });

  test.each<[string, IDL.Type, unknown]>([
    ['a missing field', IDL.Record({ name: IDL.Text }), { name: 'a' }],
    [
      'a field of another type',
      IDL.Record({ upload: IDL.Nat, offset: IDL.Nat64, bytes: IDL.Vec(IDL.Nat8) }),
      { upload: 1n, offset: 1n, bytes: [] },
    ],
    ['an argument of another type', IDL.Text, 'a'],
  ])('%s is refused', (_, type, value) => {
    expect(codec.rewrite(CHUNK!, encode(type, value)).refusal).toMatch('not of the type of the interface');
  });

  test('a variant with a case that the interface does not know is refused, even where the case is not taken', () => {
    const format = IDL.Variant({ onnx: IDL.Null, pickle: IDL.Null });
    const fields = { ...Object.fromEntries((BEGIN_TYPE as IDL.RecordClass)._fields), format };
    expect(codec.rewrite(BEGIN!, encode(IDL.Record(fields), BEGIN_VALUE)).refusal).toMatch('not of the type');
  });
});

describe('hostile messages', () => {
  const didl = (...bytes: number[]) => Uint8Array.from([0x44, 0x49, 0x44, 0x4c, ...bytes]);
  const MANY = [0xff, 0xff, 0xff, 0xff, 0x0f];
  test.each([
    ['nothing', new Uint8Array()],
    ['the magic alone', didl()],
    ['four billion types', didl(...MANY)],
    ['a record of four billion fields', didl(1, 0x6c, ...MANY)],
    ['a type that is none', didl(1, 0x6e, 5, 1, 0)],
    ['four billion arguments', didl(0, ...MANY)],
    ['a number of eleven bytes', didl(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)],
    ['fields that are not in order', didl(1, 0x6c, 2, 5, 0x71, 4, 0x71, 1, 0)],
  ])('%s', (_, message) => {
    expect(codec.rewrite(BEGIN!, message).refusal).toMatch(/^not a valid Candid message: /);
  });

  test('vecs of values without bytes and types within themselves end soon', () => {
    const valid = encode(BEGIN_TYPE, BEGIN_VALUE);
    expect(codec.rewrite(BEGIN!, valid).refusal).toBe(undefined);
    const vecOfNull = didl(1, 0x6d, 0x7f, 1, 0, ...MANY);
    const recordOfItself = didl(1, 0x6c, 1, 0, 0, 1, 0);
    const vecOfVecs = didl(
      2,
      0x6d,
      1,
      0x6d,
      0x7f,
      1,
      0,
      200,
      1,
      ...Array.from({ length: 200 }, () => MANY).flat(),
    );
    const deepOpts = didl(1, 0x6e, 0, 1, 0, ...new Array<number>(500).fill(1), 0);
    for (const message of [vecOfNull, recordOfItself, vecOfVecs, deepOpts]) {
      // As a second argument, which is passed over.
      const types = message[4]!;
      expect(types).toBeGreaterThan(0);
      const started = performance.now();
      expect(codec.rewrite(INFER!, message).refusal).toMatch(/^not a valid Candid message: /);
      expect(codec.skip(message).refusal).toMatch(/more values than bytes|deeper|ends inside/);
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });
});
