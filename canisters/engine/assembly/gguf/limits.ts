/** Versions of GGUF that are read. Source: ggml, docs/gguf.md. */
export const GGUF_VERSION: u32 = 3;

/** Entries of a file's metadata. */
export const METADATA_ENTRIES_MAX: u64 = 4096;

/** Bytes of a metadata key. */
export const KEY_BYTES_MAX: u64 = 256;

/** Items of a list of texts; the tokens and merges of the largest vocabularies in use are a quarter of it. */
export const LIST_ITEMS_MAX: u64 = 1 << 20;

/** Tensors of a file. */
export const TENSORS_MAX: u64 = 16384;

/** Bytes of a tensor's name. */
export const TENSOR_NAME_BYTES_MAX: u64 = 64;

/** Bytes a tensor may start apart from a multiple of the alignment of; the file may say less. */
export const ALIGNMENT_MAX: u64 = 1 << 16;

/** Bytes of one token's text. */
export const TOKEN_BYTES_MAX: u64 = 1024;

/** Control tokens and tokens of users in a vocabulary, which are searched one by one. */
export const SPECIAL_TOKENS_MAX: i32 = 16_384;

/** Layers of a transformer. */
export const LAYERS_MAX: u64 = 256;

/** Numbers in the state of one token between layers, and within them. */
export const WIDTH_MAX: u64 = 1 << 17;

/** Heads of attention in a layer. */
export const HEADS_MAX: u64 = 1024;

/** Tokens a model can attend to. */
export const CONTEXT_TOKENS_MAX: u64 = 1 << 20;

/** Bytes one allocation of the engine takes; the allocator has no larger blocks. */
export const ALLOCATION_BYTES_MAX: u64 = 1_000_000_000;

/** Bytes of weights and of a context in the heap; wasm memory ends at 4 GiB and the rest of the engine needs its part. */
export const HEAP_BYTES_MAX: u64 = 3_000_000_000;

/** Bytes of a prompt. */
export const PROMPT_BYTES_MAX: i32 = 262_144;

/** Stop strings of a request, and bytes of each. */
export const STOP_STRINGS_MAX: i32 = 16;
export const STOP_BYTES_MAX: i32 = 256;
