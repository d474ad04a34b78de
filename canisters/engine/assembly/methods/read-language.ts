import { ByteSource } from '../gguf/byte-source';
import { openModel } from '../gguf/model-loader';
import { Workspace, openWorkspace } from '../gguf/workspace';
import { ModelRecord } from '../store/model-record';
import { fileOffset } from '../store/model-table';
import { readStable } from '../system/stable-memory';

/** Tokens of prompt and answer that one generation has room for, when the model has it. */
const CONTEXT_TOKENS_MAX: i32 = 2048;

/** Instructions between two looks at how far a load is; a load is one message whatever they are. */
const LOAD_STEP: f64 = 1e9;

/** A model's file where it is kept. */
class StableSource extends ByteSource {
  constructor(
    private start: u64,
    size: u64,
  ) {
    super();
    this.size = size;
  }

  read(offset: u64, to: usize, count: usize): void {
    readStable(to, this.start + offset, count);
  }
}

/** Brings a language model into the heap, with room for one generation at a time. Null: refused. */
export function readLanguage(record: ModelRecord): Workspace | null {
  const loader = openModel(new StableSource(fileOffset(record), record.size));
  if (loader === null) return null;
  while (!loader.step(LOAD_STEP)) continue;
  const model = loader.model;
  const workspace = openWorkspace(model, min(CONTEXT_TOKENS_MAX, model.shape.contextTokens));
  if (workspace === null) model.free();
  return workspace;
}

export function freeLanguage(workspace: Workspace): void {
  const model = workspace.model;
  workspace.free();
  model.free();
}
