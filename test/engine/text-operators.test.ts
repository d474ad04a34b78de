import {
  floats,
  int,
  ints,
  node,
  onnxModel,
  seededUnits,
  tensor,
  texts,
  value,
  type OnnxAttributes,
  type OnnxTensor,
  type OnnxType,
} from '@indus/models';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseModule, compileCaseDoor, EngineRefused } from './case-module.ts';

let engine: CaseModule;
beforeAll(async () => {
  engine = CaseModule.plain(new WebAssembly.Module(await compileCaseDoor()));
});

/** Runs one operator on one tensor. */
function use(
  op: string,
  input: OnnxTensor,
  attributes: OnnxAttributes,
  outputs: readonly OnnxType[],
  opset = 20,
): OnnxTensor[] {
  const names = outputs.map((_, index) => `y${index}`);
  engine.load(
    onnxModel({
      opsets: { '': opset },
      inputs: [value('x', input.type)],
      outputs: outputs.map((type, index) => value(names[index]!, type)),
      nodes: [node(op, ['x'], names, attributes)],
    }),
  );
  return engine.run([input]);
}

const words = (...given: string[]): OnnxTensor => tensor('string', [given.length], given);

describe('StringNormalizer', () => {
  /** Blocks of Latin, Greek and Cyrillic that no later version of Unicode changes. */
  const blocks = [
    [0x0000, 0x024f],
    [0x0370, 0x052f],
    [0x1e00, 0x1fff],
  ] as const;
  const letters = blocks
    .flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at)),
    )
    .filter((letter) => /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(letter));
  /** The other case where that is one letter of the same plane; İ has a simple mapping of its own. */
  const single = (letter: string, changed: string): string => {
    if (letter === '\u0130' && changed !== letter) return 'i';
    return changed.length === 1 ? changed : letter;
  };

  test.each(['LOWER', 'UPPER'] as const)(
    '%s changes every letter of Latin, Greek and Cyrillic as JavaScript',
    (action) => {
      expect(letters.length).toBeGreaterThan(1000);
      const [output] = use(
        'StringNormalizer',
        words(...letters),
        { case_change_action: action },
        ['string'],
        10,
      );
      const change = (letter: string): string =>
        action === 'LOWER' ? letter.toLowerCase() : letter.toUpperCase();
      expect(output!.data).toEqual(letters.map((letter) => single(letter, change(letter))));
    },
  );

  test('leaves scripts without case, and characters of four bytes, as they are', () => {
    const given = ['سلام دنیا', '漢字', '😀a', ''];
    const [output] = use(
      'StringNormalizer',
      words(...given),
      { case_change_action: 'UPPER' },
      ['string'],
      10,
    );
    expect(output!.data).toEqual(['سلام دنیا', '漢字', '😀A', '']);
  });

  test('drops stop words with or without regard to case; one empty word is left of nothing', () => {
    const ask = (sensitive: number, ...given: string[]): unknown =>
      use(
        'StringNormalizer',
        tensor('string', [1, given.length], given),
        { stopwords: texts(['Übung', 'the']), is_case_sensitive: int(sensitive) },
        ['string'],
        10,
      ).map(({ dims, data }) => [dims, data])[0];
    expect(ask(0, 'ÜBUNG', 'macht', 'THE')).toEqual([[1, 1], ['macht']]);
    expect(ask(1, 'ÜBUNG', 'macht', 'the')).toEqual([
      [1, 2],
      ['ÜBUNG', 'macht'],
    ]);
    expect(ask(0, 'the', 'The')).toEqual([[1, 1], ['']]);
  });

  test('refuses a locale whose letters change by other rules', () => {
    const attributes = { case_change_action: 'LOWER', locale: 'tr_TR' };
    expect(() => use('StringNormalizer', words('I'), attributes, ['string'], 10)).toThrow(
      '"tr_TR" is not supported',
    );
  });
});

describe('StringSplit', () => {
  const split = (given: string[], attributes: OnnxAttributes): unknown[] => {
    const [pieces, counts] = use('StringSplit', words(...given), attributes, ['string', 'int64']);
    return [pieces!.dims, pieces!.data, Array.from(counts!.data as BigInt64Array, Number)];
  };

  test('splits at a delimiter and fills shorter rows up', () => {
    const expected = ['a', 'b', '', 'a', '', 'c', '', '', ''];
    expect(split(['a,b', 'a,,c', ''], { delimiter: ',' })).toEqual([[3, 3], expected, [2, 3, 0]]);
  });

  test('splits at blanks, which do not count at the ends', () => {
    const expected = ['a', 'b', 'c', '', '', ''];
    expect(split(['  a \t b\nc ', '   '], {})).toEqual([[2, 3], expected, [3, 0]]);
  });

  test('leaves the rest as it is behind the last split', () => {
    expect(split(['a  b  c '], { maxsplit: int(1) })).toEqual([[1, 2], ['a', 'b  c'], [2]]);
    expect(split(['a--b--c'], { maxsplit: int(1), delimiter: '--' })).toEqual([[1, 2], ['a', 'b--c'], [2]]);
  });
});

describe('TfIdfVectorizer', () => {
  test('counts n-grams with tokens left out between, as counted by hand', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = seededUnits(seed);
      const below = (count: number): number => Math.floor((Math.abs(next()) % 1) * count);
      const grams = [1, 2, 3].map((size) => [
        ...new Set(Array.from({ length: 4 }, () => Array.from({ length: size }, () => below(4)).join())),
      ]);
      const pool = grams.flat().flatMap((gram) => gram.split(',').map(Number));
      const [shortest, skips, columns] = [1 + below(3), below(4), 1 + below(9)];
      const longest = shortest + below(4 - shortest);
      const rows = [0, 1].map(() => Array.from({ length: columns }, () => below(5)));
      const order = grams.flat().map((_, index) => (index * 5) % 13);
      const counts = rows.map((row) => {
        const row13 = new Array<number>(Math.max(...order) + 1).fill(0);
        grams.flat().forEach((gram, index) => {
          const tokens = gram.split(',').map(Number);
          if (tokens.length < shortest || tokens.length > longest) return;
          for (let step = 1; step <= (tokens.length === 1 ? 1 : skips + 1); step++) {
            row.forEach((_, at) => {
              if (tokens.every((token, place) => row[at + place * step] === token)) row13[order[index]!]!++;
            });
          }
        });
        return row13;
      });
      const [output] = use(
        'TfIdfVectorizer',
        tensor('int64', [2, columns], rows.flat()),
        {
          mode: 'TF',
          min_gram_length: int(shortest),
          max_gram_length: int(longest),
          max_skip_count: int(skips),
          ngram_counts: ints([0, grams[0]!.length, grams[0]!.length + 2 * grams[1]!.length]),
          ngram_indexes: ints(order),
          pool_int64s: ints(pool),
        },
        ['float32'],
        9,
      );
      expect([...(output!.data as Float32Array)]).toEqual(counts.flat());
    }
  });

  test('refuses weights of n-grams whose columns stand in another order', () => {
    const attributes = {
      mode: 'IDF',
      min_gram_length: int(1),
      max_gram_length: int(1),
      max_skip_count: int(0),
      ngram_counts: ints([0]),
      ngram_indexes: ints([1, 0]),
      pool_int64s: ints([7, 8]),
      weights: floats([2, 3]),
    };
    const ask = (): unknown => use('TfIdfVectorizer', tensor('int64', [1], [7]), attributes, ['float32'], 9);
    expect(ask).toThrow('weights are not supported with n-grams in another order');
  });
});

describe('RegexFullMatch', () => {
  const match = (pattern: string, ...given: string[]): boolean[] => {
    const [output] = use('RegexFullMatch', words(...given), { pattern }, ['bool']);
    return Array.from(output!.data as Uint8Array, Boolean);
  };

  const patterns = [
    '', 'a', 'a|b', '(a|b)*c', 'a{2,3}', 'a{2,}', 'a?b+?', '[a-c]+', '[^a-c]*', '\\d+\\.\\d*', '\\w+@\\w+\\.com', '.', '.*',
    '(?:ab)+', '(?<name>a)b', '^a$', 'a$b', 'a\\b.*', '\\Ba', '[\\w.\\-]{0,5}', '[]a]*', '\\x41', '(a*)*', '(|a)+', '[\\s\\S]*',
  ]; // prettier-ignore
  const lines = [
    '',
    'a',
    'b',
    'ab',
    'abab',
    'ac',
    'aaa',
    'aaaa',
    'a b',
    'x.y-z',
    '12.5',
    'me@site.com',
    'A',
    ']a',
    'é',
    '😀',
    '\n',
  ];

  test.each(patterns)('%s matches what JavaScript matches', (pattern) => {
    const expected = new RegExp(`^(?:${pattern.replace('[]', '[\\]')})$`, 'u');
    expect(match(pattern, ...lines)).toEqual(lines.map((line) => expected.test(line)));
  });

  test('knows the flags, quotations and named classes of RE2', () => {
    expect(match('(?i)straSSe', 'STRASSE', 'straſſe', 'strase')).toEqual([true, true, false]);
    expect(match('(?s).+', 'a\nb')).toEqual([true]);
    expect(match('a\\Q.*\\E+', 'a.*', 'a.**', 'abc')).toEqual([true, true, false]);
    expect(match('[[:alpha:][:^ascii:]]+', 'aé', 'a1')).toEqual([true, false]);
    expect(match('(?m)a$\\n^b', 'a\nb')).toEqual([true]);
  });

  test('takes time in proportion to the text where other engines take it twice for each letter', () => {
    const started = performance.now();
    expect(match('(a|a)*(a*)*b', 'a'.repeat(20_000))).toEqual([false]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test.each([
    ['(', 'a group is not closed'],
    ['a**', 'a repetition is repeated'],
    ['\\pL', 'the escape \\p is not supported'],
    ['(a)\\1', 'the escape \\1 is not supported'],
    ['((a{100}){100}){100}', 'too large when repetitions are written out'],
    ['((((){1000}){1000}){1000}){1000}', 'too large when repetitions are written out'],
    ['('.repeat(500), 'groups lie deeper than 200'],
    ['[z-a]', 'a range in [] ends before it begins'],
  ])('refuses %s', (pattern, reason) => {
    expect(() => match(pattern, '')).toThrow(EngineRefused);
    expect(() => match(pattern, '')).toThrow(reason);
  });
});
