import { askEngine, type Engine } from './engine.ts';

/** What a language model is to write on. */
export interface Prompt {
  readonly model: string;
  readonly version?: string;
  readonly prompt: string;
  /** Tokens of the answer at most. */
  readonly tokensMax: number;
  /** How tokens are drawn; the likeliest is always taken unless told. */
  readonly sampling?: {
    readonly temperature: number;
    readonly topK?: number;
    readonly topP?: number;
    readonly seed?: bigint;
  };
  /** Texts at which the answer ends; no part of it. */
  readonly stop?: readonly string[];
  /** Whether names of control tokens in the prompt are control tokens: only where nobody else writes into it. */
  readonly readsControls?: boolean;
}

/** What was written, and by which model. */
export interface WrittenText {
  readonly model: string;
  readonly version: string;
  readonly sha256: Uint8Array;
  readonly text: string;
  /** The model ended it, a stop text came, or it has as many tokens as asked for. */
  readonly finish: 'end' | 'stop' | 'length';
  readonly promptTokens: number;
  readonly answerTokens: number;
  readonly instructions: bigint;
}

/**
 * Has a text written on, certified; the same request gives the same text.
 * Errors: EngineRefused (`Conflict` while another text is written), CallFailed, ProofInvalid.
 */
export async function generateText(engine: Engine, prompt: Prompt): Promise<WrittenText> {
  const { sampling, stop = [], readsControls = false } = prompt;
  const answer = await askEngine('generate', () =>
    engine.service.generate({
      model_name: prompt.model,
      model_version: opt(prompt.version),
      prompt: prompt.prompt,
      tokens_max: prompt.tokensMax,
      temperature: opt(sampling?.temperature),
      top_k: opt(sampling?.topK),
      top_p: opt(sampling?.topP),
      seed: opt(sampling?.seed),
      stop: [...stop],
      reads_controls: readsControls,
    }),
  );
  const [finish = 'length'] = Object.keys(answer.finish) as WrittenText['finish'][];
  return {
    model: answer.model_name,
    version: answer.model_version,
    sha256: Uint8Array.from(answer.model_sha256),
    text: answer.text,
    finish,
    promptTokens: answer.prompt_tokens,
    answerTokens: answer.answer_tokens,
    instructions: answer.instructions,
  };
}

function opt<T>(value: T | undefined): [] | [T] {
  return value === undefined ? [] : [value];
}
