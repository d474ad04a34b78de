/*
 * Bounds of the engine. What lies above is refused by the bound's name and number, before memory is taken for it: a small file
 * must not be able to ask for gigabytes.
 */

/** The most dimensions a tensor has. */
export const RANK_MAX: i32 = 8;

/** The most elements a tensor has; with 8 bytes each, 2 GiB. */
export const ELEMENTS_MAX: i64 = 0x0fff_ffff;

/** Bytes of a model's file. */
export const FILE_BYTES_MAX: u64 = 1 << 30;

/** Bytes that the tensors of a model take in memory. */
export const MODEL_BYTES_MAX: u64 = 2 << 30;

/** Nodes of a model, those of bodies and of inlined functions counted where they stand. */
export const NODES_MAX: i32 = 100_000;

/** Tensors that the file gives: weights and values of attributes. */
export const FILE_TENSORS_MAX: i32 = 200_000;

/** Attributes of all nodes. */
export const ATTRIBUTES_MAX: i32 = 500_000;

/** Numbers in lists of attributes, of all nodes together. */
export const ATTRIBUTE_NUMBERS_MAX: i32 = 1 << 25;

/** Strings in lists of attributes, of all nodes together. */
export const ATTRIBUTE_STRINGS_MAX: i32 = 1 << 20;

/** Names of values as nodes and graphs list them. */
export const NAMES_MAX: i32 = 1 << 20;

/** Bytes of one name. */
export const NAME_BYTES_MAX: i32 = 4096;

/** How deep graphs may lie in attributes of nodes of graphs. */
export const GRAPH_DEPTH_MAX: i32 = 8;

/** How deep functions of the model may call each other. */
export const FUNCTION_DEPTH_MAX: i32 = 16;

/** Functions that a model brings along. */
export const FUNCTIONS_MAX: i32 = 10_000;

/** Bytes of values that follow from constants alone and are computed when the model is loaded; larger ones wait for the run. */
export const FOLDED_BYTES_MAX: u64 = 64 << 20;

/** Estimated instructions of that computation. */
export const FOLDED_COST_MAX: f64 = 2e9;

/** Bytes of values that are computed while a plan is made; larger ones wait for the run. */
export const KNOWN_BYTES_MAX: u64 = 4 << 20;

/** Estimated instructions of that computation. */
export const KNOWN_COST_MAX: f64 = 5e7;

/** Bytes of the block in which the values of a run lie. */
export const ARENA_BYTES_MAX: u64 = 1 << 30;

/** Values of a run that are needed at the same time. */
export const LIVE_VALUES_MAX: i32 = 16_384;

/** Bytes of values whose sizes are known in the run only. */
export const RUN_BYTES_MAX: u64 = 1 << 30;

/** Tensors of one sequence. */
export const SEQUENCE_LENGTH_MAX: i32 = 1 << 16;

/** Times that bodies of loops run in one run of the model. */
export const ITERATIONS_MAX: i32 = 1 << 20;
