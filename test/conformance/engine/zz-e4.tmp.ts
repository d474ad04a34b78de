import { readFileSync } from 'node:fs';
import { CaseModule } from '../../engine/case-module.ts';
import { Judge } from './judge-case.ts';
import { networkCases } from './cases/network-cases.ts';
import { quantisedCases } from './cases/quantised-cases.ts';
import { useOf } from './engine-case.ts';
import { tensor, int, ints, float } from '@indus/models';
import * as M from '@indus/models';
const compiled = new WebAssembly.Module(readFileSync('/tmp/e4/e.wasm'));
const judge = new Judge(() => CaseModule.plain(compiled));
const tally: Record<string, number> = {};
async function ask(one: any) {
  const j = await judge.judge(one);
  tally[j.outcome] = (tally[j.outcome] ?? 0) + 1;
  if (j.outcome !== 'passed' && j.outcome !== 'agreed')
    console.log(j.outcome, j.operator, j.name, j.reason.slice(0, 200));
}
let seed = 7;
const rnd = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const ri = (a: number, b: number) => a + Math.floor(rnd() * (b - a + 1));
function T(type: string, dims: number[], lo = -1, hi = 1) {
  const n = dims.reduce((a, b) => a * b, 1);
  const v = Array.from({ length: n }, () =>
    type === 'float32' || type === 'float64' ? lo + (hi - lo) * rnd() : ri(lo, hi),
  );
  return (tensor as any)(type, dims, v);
}
if (process.argv[2] === 'gen') {
  for (const c of networkCases()) await ask(c);
  for (const c of quantisedCases()) await ask(c);
} else
  for (let i = 0; i < Number(process.argv[3] ?? 200); i++) {
    const rank = ri(1, 3),
      groups = ri(1, 3),
      cin = groups * ri(1, 3),
      cout = groups * ri(1, 6);
    const k = Array.from({ length: rank }, () => ri(1, 3)),
      s = k.map(() => ri(1, 3)),
      d = k.map(() => ri(1, 2)),
      pads = [...k.map((x) => ri(0, x - 1)), ...k.map((x) => ri(0, x - 1))];
    const sp = k.map((x, j) => ri((x - 1) * d[j] + 1, rank === 3 ? 8 : 25));
    const auto = ri(0, 4);
    const at: any = {
      group: int(groups),
      strides: ints(s),
      dilations: ints(d),
      kernel_shape: ints(k),
    };
    if (auto === 0) at.auto_pad = 'SAME_UPPER';
    else if (auto === 1) at.auto_pad = 'SAME_LOWER';
    else at.pads = ints(pads);
    if (auto < 2) at.dilations = ints(k.map(() => 1));
    const name = JSON.stringify({ i, cin, cout, groups, k, s, d, pads, sp, auto });
    const what = process.argv[2];
    if (what === 'conv')
      await ask(
        useOf('Conv', name, {
          inputs: [
            T('float32', [ri(1, 2), cin, ...sp]),
            T('float32', [cout, cin / groups, ...k]),
            ...(ri(0, 1) ? [T('float32', [cout])] : []),
          ],
          attributes: at,
          weightsFrom: 1,
        }),
      );
    if (what === 'convt') {
      if (auto >= 2 && ri(0, 1))
        at.output_padding = ints(s.map((x, j) => ri(0, Math.max(x, auto < 2 ? 1 : d[j]) - 1)));
      await ask(
        useOf('ConvTranspose', name, {
          inputs: [
            T('float32', [ri(1, 2), cin, ...sp.map((x) => Math.min(x, 7))]),
            T('float32', [cin, cout / groups, ...k]),
            ...(ri(0, 1) ? [T('float32', [cout])] : []),
          ],
          attributes: at,
        }),
      );
    }
    if (what === 'convi') {
      const t = ri(0, 1) ? 'uint8' : 'int8';
      await ask(
        useOf('ConvInteger', name, {
          inputs: [
            T('uint8', [ri(1, 2), cin, ...sp], 0, 255),
            T(t, [cout, cin / groups, ...k], t === 'int8' ? -128 : 0, 127),
            T('uint8', [], 0, 255),
            T(t, [], 0, 100),
          ],
          attributes: at,
          weightsFrom: ri(1, 2) * 2 - 1,
        }),
      );
    }
    if (what === 'qconv') {
      const t = ri(0, 1) ? 'uint8' : 'int8',
        x = ri(0, 1) ? 'uint8' : 'uint8';
      const per = t === 'int8' && ri(0, 1);
      await ask(
        useOf('QLinearConv', name, {
          inputs: [
            T(x, [ri(1, 2), cin, ...sp], 0, 255),
            T('float32', [], 0.01, 0.02),
            T(x, [], 0, 255),
            T(t, [cout, cin / groups, ...k], t === 'int8' ? -128 : 0, 127),
            T('float32', per ? [cout] : [], 0.01, 0.02),
            per ? (tensor as any)(t, [cout], Array(cout).fill(0)) : T(t, [], 0, 100),
            T('float32', [], 0.05, 0.1),
            T(x, [], 0, 255),
            ...(ri(0, 1) ? [T('int32', [cout], -500, 500)] : []),
          ],
          attributes: at,
        }),
      );
    }
    if (what === 'pool') {
      delete at.group;
      const op = ['MaxPool', 'AveragePool', 'LpPool'][ri(0, 2)];
      if (op !== 'LpPool' || true) at.ceil_mode = int(ri(0, 1));
      if (op === 'AveragePool') at.count_include_pad = int(ri(0, 1));
      if (op === 'LpPool') at.p = int(ri(1, 3));
      if (op === 'MaxPool') at.storage_order = int(ri(0, 1));
      await ask(
        useOf(op, name + op, {
          opset: 20,
          inputs: [T('float32', [ri(1, 2), cin, ...sp])],
          attributes: at,
          outputs: op === 'MaxPool' ? 2 : 1,
        }),
      );
    }
    if (what === 'rnn') {
      const op = ['RNN', 'GRU', 'LSTM'][ri(0, 2)],
        g = { RNN: 1, GRU: 3, LSTM: 4 }[op]!,
        dir = ['forward', 'reverse', 'bidirectional'][ri(0, 2)],
        D = dir === 'bidirectional' ? 2 : 1,
        S = ri(1, 5),
        B = ri(1, 3),
        I = ri(1, 6),
        H = ri(1, 7);
      const a: any = { direction: dir, hidden_size: int(H) };
      if (op === 'GRU') a.linear_before_reset = int(ri(0, 1));
      if (ri(0, 3) === 0) a.clip = float(0.4);
      if (op === 'LSTM' && ri(0, 3) === 0) a.input_forget = int(1);
      const ins: any[] = [
        T('float32', [S, B, I]),
        T('float32', [D, g * H, I]),
        T('float32', [D, g * H, H]),
        ri(0, 1) ? T('float32', [D, 2 * g * H]) : null,
        ri(0, 1) ? T('int32', [B], 1, S) : null,
        ri(0, 1) ? T('float32', [D, B, H]) : null,
      ];
      if (op === 'LSTM')
        ins.push(ri(0, 1) ? T('float32', [D, B, H]) : null, ri(0, 1) ? T('float32', [D, 3 * H]) : null);
      while (ins[ins.length - 1] === null) ins.pop();
      await ask(
        useOf(
          op,
          JSON.stringify({
            i,
            op,
            dir,
            S,
            B,
            I,
            H,
            n: ins.map((x) => x !== null),
            a: Object.keys(a),
            clip: a.clip !== undefined,
          }),
          { opset: 14, inputs: ins, attributes: a, outputs: op === 'LSTM' ? 3 : 2 },
        ),
      );
    }
  }
console.log(process.argv[2], tally);
