/** The one shape of a public method: declared, entered, run, answered. */
export { type Host, type Malformed, type ServeHooks } from './enter.ts';
export { mayEnter } from './may-enter.ts';
export { method, primeReplies, type Method, type MethodOptions, type Methods } from './method.ts';
export { guard, serve, serveInit } from './serve.ts';
export { methodTable, type MethodTable } from './method-table.ts';
export { serveAsync, type AsyncHost } from './serve-async.ts';
