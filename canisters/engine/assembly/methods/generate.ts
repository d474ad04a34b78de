import { BLOB, NAT32, NAT64, NULL, TEXT } from '../candid/candid-type';
import { Value, caseValue, numberValue, recordValue, spanValue, textValue } from '../candid/candid-value';
import { RefusalCode, refuse } from '../core/refusal';
import { Generation, GenerationOptions, GenerationState } from '../gguf/generation';
import { Workspace } from '../gguf/workspace';
import { findReady } from '../store/find-model';
import { FINISH, GENERATE_RESPONSE } from './interface-types';
import { LoadedModel, checkIdle, loadedModel } from './loaded-models';
import { Progress, Work, instructionsSoFar } from './work';

/** One text that is being written. */
class GenerationWork extends Work {
  generation: Generation;

  constructor(loaded: LoadedModel, request: Value, workspace: Workspace) {
    super(loaded, request);
    this.generation = new Generation(workspace);
  }

  advance(limit: u64): i32 {
    const generation = this.generation;
    const left = <f64>limit - <f64>instructionsSoFar();
    const state = generation.step(max(left, generation.nextCost));
    if (state == GenerationState.RUNNING) return Progress.MORE;
    return state == GenerationState.REFUSED ? Progress.REFUSED : Progress.DONE;
  }

  next(): string {
    return 'token ' + this.generation.answerTokens.toString();
  }

  response(): Value {
    const record = this.loaded.record;
    const generation = this.generation;
    const value = recordValue(GENERATE_RESPONSE);
    value.items.push(textValue(TEXT, record.name));
    value.items.push(textValue(TEXT, record.version));
    value.items.push(spanValue(BLOB, record.sha256, 32));
    value.items.push(spanValue(TEXT, generation.text.data, generation.text.length));
    value.items.push(caseValue(FINISH, finishName(generation.state), new Value(NULL)));
    value.items.push(numberValue(NAT32, <u64>generation.promptTokens));
    value.items.push(numberValue(NAT32, <u64>generation.answerTokens));
    value.items.push(numberValue(NAT64, this.spent + instructionsSoFar()));
    return value;
  }

  free(): void {
    this.generation.free();
  }
}

/** Checks a request and reads its prompt; nothing is written. Null: refused. */
export function beginGeneration(request: Value): Work | null {
  const version = request.field('model_version');
  const record = findReady(request.field('model_name').text, version.isThere ? version.content.text : '');
  const loaded: LoadedModel | null = record === null ? null : loadedModel(record);
  if (loaded === null || !checkIdle(loaded)) return null;
  const workspace = loaded.language;
  if (workspace === null) {
    refuse(RefusalCode.UNSUPPORTED, 'the model writes no text: ask it by infer');
    return null;
  }
  const options = new GenerationOptions();
  if (!readOptions(request, options)) return null;
  const work = new GenerationWork(loaded, request, workspace);
  const prompt = request.field('prompt');
  if (work.generation.begin(prompt.start, prompt.count, options)) return work;
  work.free();
  return null;
}

function readOptions(request: Value, options: GenerationOptions): bool {
  const tokens = request.field('tokens_max').bits;
  options.tokensMax = tokens > <u64>i32.MAX_VALUE ? i32.MAX_VALUE : <i32>tokens;
  options.readsControls = request.field('reads_controls').bits != 0;
  const sampling = options.sampling;
  const temperature = request.field('temperature');
  if (temperature.isThere) sampling.temperature = reinterpret<f32>(<u32>temperature.content.bits);
  const topK = request.field('top_k');
  if (topK.isThere) sampling.topK = <i32>min<u64>(topK.content.bits, <u64>i32.MAX_VALUE);
  const topP = request.field('top_p');
  if (topP.isThere) sampling.topP = reinterpret<f32>(<u32>topP.content.bits);
  const seed = request.field('seed');
  if (seed.isThere) sampling.seed = seed.content.bits;
  const stops = request.field('stop');
  for (let index = 0; index < stops.count; index++) {
    const pair = stops.start + ((<usize>index) << 3);
    const stop = String.UTF8.decodeUnsafe(<usize>load<u32>(pair), <usize>load<u32>(pair, 4));
    if (!options.stops.add(stop)) return false;
  }
  return true;
}

function finishName(state: i32): string {
  if (state == GenerationState.ENDED) return 'end';
  return state == GenerationState.STOPPED ? 'stop' : 'length';
}
