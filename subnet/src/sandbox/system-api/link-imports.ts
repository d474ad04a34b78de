import type { ApiBody, ApiHost } from './api-host.ts';
import type { ApiImport, ApiType } from './import-table.ts';
import { contractViolation } from '../canister-trap.ts';
import { modeText } from './execution-mode.ts';
import { IMPORT_TABLE } from './import-table.ts';
import { callsApi } from './calls-api.ts';
import { certificationApi } from './certification-api.ts';
import { costsApi } from './costs-api.ts';
import { cyclesApi } from './cycles-api.ts';
import { environmentApi } from './environment-api.ts';
import { infoApi } from './info-api.ts';
import { messageApi } from './message-api.ts';
import { replyApi } from './reply-api.ts';
import { stableApi } from './stable-api.ts';
import { assert } from '../../assert.ts';

/** The body of every function of the import table. */
export const API_BODIES: ReadonlyMap<string, ApiBody> = new Map<string, ApiBody>(
  Object.entries({
    ...messageApi,
    ...replyApi,
    ...callsApi,
    ...cyclesApi,
    ...stableApi,
    ...infoApi,
    ...certificationApi,
    ...environmentApi,
    ...costsApi,
  }),
);

/** Parameters of type `I` that are opaque to the system: given to bodies as unsigned bigint, exact in all bits. */
const OPAQUE_PARAMS: Readonly<Record<string, readonly number[]>> = { call_new: [5, 7], call_on_cleanup: [1] };

type WasmValue = number | bigint;
type Body = (host: ApiHost, ...args: WasmValue[]) => WasmValue | undefined;

/**
 * The import object of an instance: each function charges its overhead, checks the mode, and calls its body.
 * Bounds: `names` were checked against the table when the module was prepared.
 */
export function linkImports(
  names: readonly string[],
  pointers64: boolean,
  host: ApiHost,
): WebAssembly.Imports {
  const ic0: Record<string, WebAssembly.ImportValue> = {};
  for (const name of names) {
    const definition = IMPORT_TABLE.get(name);
    const body = API_BODIES.get(name) as Body | undefined;
    assert(definition !== undefined && body !== undefined, `ic0.${name} is known`);
    ic0[name] = link(name, { definition, body, pointers64, host });
  }
  return { ic0 };
}

interface Linkage {
  readonly definition: ApiImport;
  readonly body: Body;
  readonly pointers64: boolean;
  readonly host: ApiHost;
}

function link(name: string, { definition, body, pointers64, host }: Linkage): WebAssembly.ImportValue {
  const { modes, overhead, params, result } = definition;
  const opaque = OPAQUE_PARAMS[name] ?? [];
  const convert = params.map((type, i) => (opaque.includes(i) ? toOpaque : converter(type, pointers64)));
  const [c0 = same, c1 = same, c2 = same, c3 = same] = convert;
  const resultBig = result === 'I' && pointers64;
  const enter = (): void => {
    host.charge(overhead);
    const { run } = host;
    if ((modes & run.bit) === 0)
      throw contractViolation(
        `"ic0_${name}" cannot be executed in ${modeText(run.input.mode, run.input.entry)} mode`,
      );
  };
  const leave = (value: WasmValue | undefined): WasmValue | undefined =>
    resultBig ? BigInt(value as number) : value;
  switch (params.length) {
    case 0:
      return () => (enter(), leave(body(host)));
    case 1:
      return (a: WasmValue) => (enter(), leave(body(host, c0(a))));
    case 2:
      return (a: WasmValue, b: WasmValue) => (enter(), leave(body(host, c0(a), c1(b))));
    case 3:
      return (a: WasmValue, b: WasmValue, c: WasmValue) => (enter(), leave(body(host, c0(a), c1(b), c2(c))));
    case 4:
      return (a: WasmValue, b: WasmValue, c: WasmValue, d: WasmValue) => (
        enter(),
        leave(body(host, c0(a), c1(b), c2(c), c3(d)))
      );
    default:
      return (...values: WasmValue[]) => (
        enter(),
        leave(body(host, ...values.map((value, i) => (convert[i] ?? same)(value))))
      );
  }
}

function converter(type: ApiType, pointers64: boolean): (value: WasmValue) => WasmValue {
  if (type === 'i64') return same;
  return type === 'I' && pointers64 ? fromPointer64 : fromPointer32;
}

function same(value: WasmValue): WasmValue {
  return value;
}

function toOpaque(value: WasmValue): bigint {
  return typeof value === 'number' ? BigInt(value >>> 0) : BigInt.asUintN(64, value);
}

function fromPointer32(value: WasmValue): number {
  return (value as number) >>> 0;
}

function fromPointer64(value: WasmValue): number {
  const number = Number(value);
  return number >= 0 ? number : number + 2 ** 64;
}
