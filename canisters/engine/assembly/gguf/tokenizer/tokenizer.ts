import { PairMerger } from './pair-merger';
import { RankMerger } from './rank-merger';
import { SpecialTokens } from './special-tokens';
import { wordEnd } from './split-words';
import { TextSink } from './text-sink';
import { TokenList } from './token-list';
import { letterBytes } from './utf8';
import { TokenKind, Vocabulary } from './vocabulary';

const SPACE: u8 = 0x20;

/** Turns texts into tokens and back, as the file's own tokenizer does. Its tokens for single bytes make every text possible. */
export class Tokenizer {
  /** The token of each single byte. */
  byteTokens: StaticArray<i32> = new StaticArray<i32>(256);
  /** Tokens of users stand for themselves in every text, control tokens in those that may hold them. */
  userTokens: SpecialTokens;
  allSpecials: SpecialTokens;
  /** Tokens at which a generation ends. */
  ends: Array<i32> = new Array<i32>();
  /** Token before the text, or -1. */
  first: i32 = -1;
  /** Token behind a prompt, or -1. */
  last: i32 = -1;
  /** Whether a text begins as if a space stood before it. */
  hasSpacePrefix: bool = false;
  /** Whether texts are split into words, and by which rule; -1: SentencePiece, where they are not. */
  splitRule: i32 = -1;
  /** Whether a word that is a token is not merged from its parts. */
  takesWholeWords: bool = false;
  ranks: RankMerger | null = null;

  constructor(
    public vocabulary: Vocabulary,
    public merger: PairMerger,
  ) {
    this.userTokens = new SpecialTokens(vocabulary);
    this.allSpecials = new SpecialTokens(vocabulary);
  }

  free(): void {
    this.merger.free();
    if (this.ranks !== null) this.ranks!.freeTable();
    this.vocabulary.free();
  }

  isEnd(token: i32): bool {
    return this.ends.includes(token);
  }

  /**
   * Appends the tokens of a text in valid UTF-8. `readsControls`: names of control tokens in the text stand for these tokens; a
   * text from others must come without.
   */
  encode(text: usize, length: i32, readsControls: bool, tokens: TokenList): void {
    if (this.first >= 0) tokens.push(this.first);
    const specials = readsControls ? this.allSpecials : this.userTokens;
    const end = text + <usize>length;
    let isStart = true;
    while (text < end) {
      const special = specials.find(text, end);
      const plainEnd = special < 0 ? end : specials.foundAt;
      if (plainEnd > text) this.encodePlain(text, plainEnd, isStart, tokens);
      if (special < 0) break;
      tokens.push(special);
      text = plainEnd + <usize>this.vocabulary.length(special);
      isStart = true;
    }
    if (this.last >= 0) tokens.push(this.last);
    this.merger.free();
  }

  /** Writes what a token stands for; control tokens stand for nothing. */
  decode(token: i32, text: TextSink): void {
    const kind = this.vocabulary.kind(token);
    if (kind == TokenKind.CONTROL || kind == TokenKind.UNKNOWN) return;
    text.write(this.vocabulary.start(token), this.vocabulary.length(token));
  }

  private encodePlain(text: usize, end: usize, isStart: bool, tokens: TokenList): void {
    if (this.splitRule >= 0) {
      while (text < end) {
        const word = wordEnd(this.splitRule, text, end);
        this.encodeWord(text, word, tokens);
        text = word;
      }
      return;
    }
    if (!this.hasSpacePrefix || !isStart) {
      this.encodeLetters(text, end, tokens);
      return;
    }
    const size = end - text;
    const copy = heap.alloc(size + 1);
    store<u8>(copy, SPACE);
    memory.copy(copy + 1, text, size);
    this.encodeLetters(copy, copy + size + 1, tokens);
    heap.free(copy);
  }

  /** Letters that are no token fall into the tokens of their bytes. */
  private encodeLetters(text: usize, end: usize, tokens: TokenList): void {
    const merger = this.merger;
    merger.begin(<i32>(end - text));
    while (text < end) {
      const length = letterBytes(load<u8>(text));
      merger.addSymbol(text, length, this.vocabulary.find(text, length));
      text += <usize>length;
    }
    merger.merge();
    this.takeSymbols(tokens);
  }

  private encodeWord(text: usize, end: usize, tokens: TokenList): void {
    if (this.takesWholeWords) {
      const whole = this.vocabulary.find(text, <i32>(end - text));
      if (whole >= 0) {
        tokens.push(whole);
        return;
      }
    }
    const merger = this.merger;
    merger.begin(<i32>(end - text));
    for (; text < end; text++) merger.addSymbol(text, 1, unchecked(this.byteTokens[load<u8>(text)]));
    merger.merge();
    this.takeSymbols(tokens);
  }

  private takeSymbols(tokens: TokenList): void {
    const merger = this.merger;
    for (let index = merger.nextOf(-1); index >= 0; index = merger.nextOf(index)) {
      const token = merger.tokenOf(index);
      if (token >= 0) {
        tokens.push(token);
        continue;
      }
      const start = merger.startOf(index);
      for (let at = start; at < start + <usize>merger.lengthOf(index); at++)
        tokens.push(unchecked(this.byteTokens[load<u8>(at)]));
    }
  }
}
