import { headWidthOf, roundedWeights, type GgufTensor, type LlamaShape } from '@indus/models';

type Row = Float64Array<ArrayBufferLike>;

/** How positions turn queries and keys where it is not the plain way. */
export interface PlainRope {
  /** What positions are multiplied by. */
  readonly scale?: number;
  /** Numbers of a head that are turned. */
  readonly width?: number;
}

/**
 * A transformer of the llama family in double precision, written as its definition reads: no cache, no batches, every weight as
 * the file has it after rounding. The engine is measured against it.
 */
export class PlainTransformer {
  readonly #shape: LlamaShape;
  readonly #tensors: ReadonlyMap<string, Row>;
  readonly #rope: PlainRope;

  constructor(shape: LlamaShape, tensors: readonly GgufTensor[], rope: PlainRope = {}) {
    this.#shape = shape;
    this.#rope = rope;
    this.#tensors = new Map(
      tensors.map(({ name, type, numbers }) => [name, Float64Array.from(roundedWeights(type, numbers))]),
    );
  }

  /** Logits behind the last of the tokens. */
  logits(tokens: readonly number[]): Row {
    const { width, layers, isTied } = this.#shape;
    const embedding = this.#tensor('token_embd.weight');
    let states = tokens.map((token): Row => embedding.slice(token * width, (token + 1) * width));
    for (let layer = 0; layer < layers; layer++) {
      const attended = this.#attend(`blk.${layer}.`, states);
      states = states.map((state, token) => sum(state, attended[token] as Row));
      states = states.map((state) => sum(state, this.#feed(`blk.${layer}.`, state)));
    }
    const last = this.#norm('output_norm.weight', states.at(-1) as Row);
    return product(isTied ? embedding : this.#tensor('output.weight'), last);
  }

  #attend(block: string, states: readonly Row[]): Row[] {
    const { heads, keyHeads } = this.#shape;
    const headWidth = headWidthOf(this.#shape);
    const project = (part: string, state: Row): Row => {
      const projected = product(this.#tensor(`${block}attn_${part}.weight`), state);
      const bias = this.#tensors.get(`${block}attn_${part}.bias`);
      return bias ? sum(projected, bias) : projected;
    };
    const normed = states.map((state) => this.#norm(`${block}attn_norm.weight`, state));
    const queries = normed.map((state, position) => this.#turn(project('q', state), position));
    const keys = normed.map((state, position) => this.#turn(project('k', state), position));
    const values = normed.map((state) => project('v', state));
    return queries.map((query, position) => {
      const mixed = new Float64Array(heads * headWidth);
      for (let head = 0; head < heads; head++) {
        const from = Math.floor(head / (heads / keyHeads)) * headWidth;
        const own = query.subarray(head * headWidth, (head + 1) * headWidth);
        const scores = keys
          .slice(0, position + 1)
          .map((key) => dot(own, key.subarray(from, from + headWidth)) / Math.sqrt(headWidth));
        const top = Math.max(...scores);
        const powers = scores.map((score) => Math.exp(score - top));
        const total = powers.reduce((one, other) => one + other, 0);
        powers.forEach((power, seen) => {
          for (let index = 0; index < headWidth; index++) {
            mixed[head * headWidth + index]! += (power / total) * (values[seen] as Row)[from + index]!;
          }
        });
      }
      return project('output', mixed);
    });
  }

  #feed(block: string, state: Row): Row {
    const normed = this.#norm(`${block}ffn_norm.weight`, state);
    const gate = product(this.#tensor(`${block}ffn_gate.weight`), normed);
    const up = product(this.#tensor(`${block}ffn_up.weight`), normed);
    const hidden = gate.map((value, index) => (value / (1 + Math.exp(-value))) * up[index]!);
    return product(this.#tensor(`${block}ffn_down.weight`), hidden);
  }

  #turn(rows: Row, position: number): Row {
    const { architecture, ropeBase } = this.#shape;
    const headWidth = headWidthOf(this.#shape);
    const { scale = 1, width = headWidth } = this.#rope;
    const factors = this.#tensors.get('rope_freqs.weight');
    const turned = rows.slice();
    for (let start = 0; start < rows.length; start += headWidth) {
      for (let pair = 0; pair < width / 2; pair++) {
        const angle = (position * scale * ropeBase ** ((-2 * pair) / width)) / (factors?.[pair] ?? 1);
        const one = start + (architecture === 'llama' ? 2 * pair : pair);
        const other = architecture === 'llama' ? one + 1 : one + width / 2;
        turned[one] = rows[one]! * Math.cos(angle) - rows[other]! * Math.sin(angle);
        turned[other] = rows[one]! * Math.sin(angle) + rows[other]! * Math.cos(angle);
      }
    }
    return turned;
  }

  #norm(name: string, state: Row): Row {
    const weights = this.#tensor(name);
    const factor = 1 / Math.sqrt(dot(state, state) / state.length + this.#shape.epsilon);
    return state.map((value, index) => value * factor * weights[index]!);
  }

  #tensor(name: string): Row {
    return this.#tensors.get(name) as Row;
  }
}

function dot(one: Row, other: Row): number {
  let total = 0;
  for (let index = 0; index < one.length; index++) total += one[index]! * other[index]!;
  return total;
}

function sum(one: Row, other: Row): Row {
  return one.map((value, index) => value + other[index]!);
}

function product(matrix: Row, vector: Row): Row {
  const width = vector.length;
  return Float64Array.from({ length: matrix.length / width }, (_, row) =>
    dot(matrix.subarray(row * width, (row + 1) * width), vector),
  );
}
