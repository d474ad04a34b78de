import { beforeAll, describe, expect, test } from 'vitest';
import { generatedCases } from '../conformance/engine/generated-cases.ts';
import { useOf } from '../conformance/engine/engine-case.ts';
import { Judge } from '../conformance/engine/judge-case.ts';
import { CaseValues } from '../conformance/engine/cases/case-values.ts';
import { CaseModule, compileCaseDoor } from './case-module.ts';

/** Every so many generated cases; `npm run conformance -- engine` asks them all. */
const STEP = 5;

describe('the engine beside onnxruntime-web', () => {
  let compiled: WebAssembly.Module;
  let judge: Judge;

  beforeAll(async () => {
    compiled = new WebAssembly.Module(await compileCaseDoor());
    judge = new Judge(() => CaseModule.plain(compiled));
  });

  test('a fifth of the generated cases: the same answers, and nothing that is refused', async () => {
    const cases = [...generatedCases()];
    const judged = [];
    for (let index = 0; index < cases.length; index += STEP) judged.push(await judge.judge(cases[index]!));
    expect(judged.filter(({ outcome }) => outcome === 'failed' || outcome === 'unsupported')).toEqual([]);
    expect(judged.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(
      cases.length / STEP / 1.05,
    );
  });

  test('no two cases of an operator have the same name', () => {
    const names = [...generatedCases()].map(({ operator, name }) => `${operator}: ${name}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('an answer that differs has failed, and one that is refused by name is unsupported', async () => {
    const numbers = new CaseValues('judge').float([3]);
    const right = useOf('Neg', 'right', { inputs: [numbers] });
    const wrong = { ...right, expected: [numbers] };
    const verdicts = [await judge.judge(right), await judge.judge(wrong)];
    expect(verdicts.map(({ outcome, isWrongAnswer }) => [outcome, isWrongAnswer])).toEqual([
      ['passed', false],
      ['failed', true],
    ]);
    const unknown = { ...useOf('NoSuchOperator', 'unknown', { inputs: [numbers] }), expected: [numbers] };
    expect(await judge.judge(unknown)).toMatchObject({ outcome: 'unsupported' });
  });

  test('two instances give the same bits', () => {
    const both = [CaseModule.plain(compiled), CaseModule.plain(compiled)];
    let compared = 0;
    let index = 0;
    for (const one of generatedCases()) {
      if (index++ % STEP !== 1) continue;
      const [first, second] = both.map((instance) => answerOf(instance, one.model, one.inputs));
      expect(second, `${one.operator}: ${one.name}`).toEqual(first);
      compared++;
    }
    expect(compared).toBeGreaterThan(400);
  });
});

/** Types, shapes and bytes of the outputs, or the refusal. */
function answerOf(
  instance: CaseModule,
  ...[model, inputs]: [Uint8Array, Parameters<CaseModule['run']>[0]]
): unknown {
  try {
    instance.load(model);
    return instance.run(inputs).map(({ type, dims, data }) => {
      const bits = ArrayBuffer.isView(data)
        ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
        : data;
      return [type, dims, Buffer.isBuffer(bits) ? bits.toString('hex') : bits];
    });
  } catch (error) {
    return String(error);
  }
}
