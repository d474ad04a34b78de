/*
 * Tokenizers written as their definitions read, without queues and tables: the engine is compared with them.
 */

const CLASSIC = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** Expressions that apply one after the other: each splits what the ones before left. Source: llama.cpp, pre-tokenizers. */
export const SPLIT_EXPRESSIONS: Readonly<Record<string, readonly RegExp[]>> = {
  'gpt-2': [CLASSIC],
  smollm: [/\p{N}/gu, CLASSIC],
  default: [/[\p{P}$+<=>^~|]+/gu, CLASSIC, /\p{N}+/gu, /[0-9][0-9][0-9]/gu],
  'llama-bpe': [
    /(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu,
  ],
  qwen2: [
    /(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu,
  ],
};

/** Words by expressions; what lies between the matches are words, too. */
export function splitWords(rule: string, text: string): string[] {
  let words = [text];
  for (const expression of SPLIT_EXPRESSIONS[rule] as readonly RegExp[]) {
    words = words.flatMap((word) => {
      const parts: string[] = [];
      let end = 0;
      for (const match of word.matchAll(expression)) {
        parts.push(word.slice(end, match.index), match[0]);
        end = match.index + match[0].length;
      }
      parts.push(word.slice(end));
      return parts.filter((part) => part !== '');
    });
  }
  return words;
}

/** Merges parts, always the pair of the highest rank and of those the first; undefined: a pair does not merge. */
export function mergeParts(
  parts: readonly string[],
  rankOf: (left: string, right: string) => number | undefined,
): string[] {
  const left = [...parts];
  for (;;) {
    let best: number | undefined;
    let bestRank = -Infinity;
    for (let index = 0; index + 1 < left.length; index++) {
      const rank = rankOf(left[index] as string, left[index + 1] as string);
      if (rank === undefined || rank <= bestRank) continue;
      bestRank = rank;
      best = index;
    }
    if (best === undefined) return left;
    left.splice(best, 2, left[best]! + left[best + 1]!);
  }
}

/** Merges that a text teaches: again and again the most frequent pair, of which words it may be. */
export function learnMerges(text: string, count: number): [string, string][] {
  let parts = Array.from(Buffer.from(text, 'utf8'), (byte) => String.fromCharCode(byte));
  const merges: [string, string][] = [];
  const made = new Set<string>();
  while (merges.length < count) {
    const counts = new Map<string, number>();
    for (let index = 0; index + 1 < parts.length; index++) {
      const key = `${parts[index]}\u{10ffff}${parts[index + 1]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const best = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), ['', 0] as [
      string,
      number,
    ]);
    if (best[1] < 2) break;
    const [left, right] = best[0].split('\u{10ffff}') as [string, string];
    if (!made.has(left + right)) merges.push([left, right]);
    made.add(left + right);
    const joined: string[] = [];
    for (let index = 0; index < parts.length; index++) {
      if (parts[index] === left && parts[index + 1] === right) {
        joined.push(left + right);
        index++;
      } else {
        joined.push(parts[index] as string);
      }
    }
    parts = joined;
  }
  return merges;
}
