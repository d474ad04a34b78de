import { RefusalCode, refuse } from '../core/refusal';
import { computeLogits, embed, layerCost, logitsCost, runLayer } from './forward';
import { PROMPT_BYTES_MAX } from './limits';
import { Sampler, Sampling } from './sampler';
import { StopStrings } from './stop-strings';
import { TextSink } from './tokenizer/text-sink';
import { TokenList } from './tokenizer/token-list';
import { isUtf8 } from './tokenizer/utf8';
import { BATCH_TOKENS, Workspace } from './workspace';

/** Where a generation is. */
export namespace GenerationState {
  /** Nothing was begun. */
  export const IDLE: i32 = 0;
  /** Call `step` again. */
  export const RUNNING: i32 = 1;
  /** The model gave a token that ends the text. */
  export const ENDED: i32 = 2;
  /** A stop string came; it is not part of the text. */
  export const STOPPED: i32 = 3;
  /** As many tokens as were asked for. */
  export const FULL: i32 = 4;
  /** The refusal of the last step says why. */
  export const REFUSED: i32 = 5;
}

/** What is asked of a generation. */
export class GenerationOptions {
  /** Tokens of the answer at most. */
  tokensMax: i32 = 1;
  sampling: Sampling = new Sampling();
  stops: StopStrings = new StopStrings();
  /** Names of control tokens in the prompt are control tokens: only for prompts that nobody else can write into. */
  readsControls: bool = false;
}

/**
 * Writes a text on from a prompt, over as many messages as that takes: `begin`, then `step` with the instructions that the message
 * can spend until the state is not RUNNING. Where a step ends changes nothing in the text. Between steps the generation lives in
 * the heap alone: after an upgrade it is begun anew. Another generation that begins in the same workspace ends it.
 */
export class Generation {
  state: i32 = GenerationState.IDLE;
  /** The answer so far; its first `shownBytes` bytes are sure to stay. Valid UTF-8 in both lengths. */
  text: TextSink = new TextSink();
  /** Tokens of the prompt, then those of the answer that the model has read. */
  tokens: TokenList = new TokenList();
  promptTokens: i32 = 0;
  answerTokens: i32 = 0;
  private options: GenerationOptions = new GenerationOptions();
  private sampler: Sampler = new Sampler(new Sampling());
  /** Position of the batch's first token, tokens in the batch, and its next layer. */
  private position: i32 = 0;
  private count: i32 = 0;
  private layer: i32 = 0;
  private turn: i32 = 0;

  constructor(public workspace: Workspace) {}

  /** Gives the memory of text and tokens back; the workspace stays. */
  free(): void {
    this.text.free();
    this.tokens.free();
    this.state = GenerationState.IDLE;
  }

  /**
   * Takes a prompt in UTF-8, whose bytes are not needed afterwards, and forgets what was before. False: refused; the state is IDLE.
   * Spends some 600 to 4,000 instructions for each byte, beside the budgets of the steps.
   * Bounds: PROMPT_BYTES_MAX bytes; prompt and answer together have room in the context.
   */
  begin(prompt: usize, length: i32, options: GenerationOptions): bool {
    this.state = GenerationState.IDLE;
    this.text.clear();
    this.tokens.length = 0;
    this.promptTokens = 0;
    this.answerTokens = 0;
    if (length < 0 || length > PROMPT_BYTES_MAX) {
      const most = PROMPT_BYTES_MAX.toString();
      return refuse(
        RefusalCode.TOO_LARGE,
        'expected a prompt of at most ' + most + ' bytes, got ' + length.toString(),
      );
    }
    if (!isUtf8(prompt, length)) return refuse(RefusalCode.INVALID_INPUT, 'expected a prompt in UTF-8');
    if (options.tokensMax < 1) {
      const got = options.tokensMax.toString();
      return refuse(RefusalCode.INVALID_INPUT, 'expected an answer of at least 1 token, got ' + got);
    }
    if (!options.sampling.check() || !this.mayHaveRoom(length)) return false;
    this.workspace.model.tokenizer.encode(prompt, length, options.readsControls, this.tokens);
    if (!this.hasRoom(options)) return false;
    this.promptTokens = this.tokens.length;
    this.options = options;
    this.sampler = new Sampler(options.sampling);
    this.position = 0;
    this.count = 0;
    this.turn = ++this.workspace.begun;
    this.nextBatch();
    this.state = GenerationState.RUNNING;
    return true;
  }

  /**
   * Goes on for about `budget` instructions and returns the state. A step takes whole layers of up to eight tokens; a budget that is
   * too small for the next of them is refused as OVER_BUDGET, and the state stays RUNNING: a larger budget goes on.
   */
  step(budget: f64): i32 {
    if (this.state == GenerationState.RUNNING && this.turn != this.workspace.begun) {
      refuse(RefusalCode.CONFLICT, 'another generation has begun in the same workspace');
      this.state = GenerationState.REFUSED;
    }
    let spent: f64 = 0;
    while (this.state == GenerationState.RUNNING) {
      const cost = this.nextCost;
      if (spent + cost > budget) {
        if (spent == 0) {
          const message =
            'expected a budget of at least ' + cost.toString() + ' instructions, got ' + budget.toString();
          refuse(RefusalCode.OVER_BUDGET, message);
        }
        break;
      }
      spent += cost;
      this.advance();
    }
    return this.state;
  }

  /** Instructions of the next piece of work, estimated: the least budget of `step`. */
  get nextCost(): f64 {
    if (this.layer < this.workspace.model.shape.layers)
      return layerCost(this.workspace.model.transformer, this.layer, this.count, this.position);
    return logitsCost(this.workspace.model.transformer);
  }

  /** Bytes of the text that stay whatever comes: the rest may be the beginning of a stop string. */
  get shownBytes(): i32 {
    if (this.state != GenerationState.RUNNING) return this.text.length;
    let shown = this.text.length - this.options.stops.begun(this.text.data, this.text.length);
    while (shown > 0 && shown < this.text.length && (load<u8>(this.text.data + <usize>shown) & 0xc0) == 0x80)
      shown--;
    return shown;
  }

  /** Whether so many bytes can be few enough tokens; the tokens of far too long prompts are not counted. */
  private mayHaveRoom(length: i32): bool {
    const most = this.workspace.contextTokens;
    const least = length / max(1, this.workspace.model.tokenizer.vocabulary.longest);
    if (least < most) return true;
    return refuse(
      RefusalCode.TOO_LARGE,
      'expected prompt and answer of at most ' +
        most.toString() +
        ' tokens, got more than ' +
        least.toString(),
    );
  }

  private hasRoom(options: GenerationOptions): bool {
    const prompt = this.tokens.length;
    if (prompt == 0) return refuse(RefusalCode.INVALID_INPUT, 'expected a prompt of at least 1 token');
    const most = this.workspace.contextTokens;
    if (prompt < most && options.tokensMax <= most - prompt) return true;
    return refuse(
      RefusalCode.TOO_LARGE,
      'expected prompt and answer of at most ' + most.toString() + ' tokens, got ' +
        prompt.toString() + ' and ' + options.tokensMax.toString(), // prettier-ignore
    );
  }

  private nextBatch(): void {
    this.position += this.count;
    this.count = min(BATCH_TOKENS, this.tokens.length - this.position);
    this.layer = 0;
    embed(this.workspace, this.tokens.data + ((<usize>this.position) << 2), this.count, this.position);
  }

  private advance(): void {
    if (this.layer < this.workspace.model.shape.layers) {
      runLayer(this.workspace, this.layer, this.count, this.position);
      this.layer++;
      const isLast = this.layer == this.workspace.model.shape.layers;
      if (isLast && this.position + this.count < this.tokens.length) this.nextBatch();
      return;
    }
    computeLogits(this.workspace, this.count - 1);
    const token = this.sampler.choose(this.workspace);
    if (token < 0) this.state = GenerationState.REFUSED;
    else this.take(token);
  }

  private take(token: i32): void {
    const tokenizer = this.workspace.model.tokenizer;
    this.answerTokens++;
    if (tokenizer.isEnd(token)) {
      this.finish(GenerationState.ENDED);
      return;
    }
    const from = this.text.length;
    tokenizer.decode(token, this.text);
    if (this.cutAtStop(from)) return;
    this.tokens.push(token);
    if (this.answerTokens >= this.options.tokensMax) this.finish(GenerationState.FULL);
    else this.nextBatch();
  }

  private finish(state: i32): void {
    const from = this.text.length;
    this.text.end();
    this.state = state;
    this.cutAtStop(from);
  }

  private cutAtStop(from: i32): bool {
    const found = this.options.stops.find(this.text.data, this.text.length, from);
    if (found < 0) return false;
    this.text.clear();
    this.text.length = found;
    this.state = GenerationState.STOPPED;
    return true;
  }
}
