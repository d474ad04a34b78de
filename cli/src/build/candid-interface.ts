import { findPackage, packageModuleUrl } from './azle-toolchain.ts';
import type { AzleToolchain } from './azle-toolchain.ts';
import { BuildError } from './build-error.ts';

/** The parts of `@dfinity/candid`'s type descriptions that a comparison needs. */
export interface CandidType {
  /** `__IDL_<Kind>Class__`; unlike `instanceof` it holds across two copies of the library. */
  readonly typeName: string;
  /** The Candid text of a primitive type. */
  readonly name: string;
  readonly _type?: CandidType;
  readonly _fields?: readonly (readonly [string, CandidType])[];
  getType?(): CandidType | undefined;
}

/** A method's type: arguments, results and annotations (`query`, `composite_query`, `oneway`). */
export interface CandidFunc extends CandidType {
  readonly argTypes: readonly CandidType[];
  readonly retTypes: readonly CandidType[];
  readonly annotations: readonly string[];
}

/** A service as read from Candid text: its methods by name and its init arguments. */
export interface CandidInterface {
  readonly methods: ReadonlyMap<string, CandidFunc>;
  readonly initArguments: readonly CandidType[];
}

interface Esbuild {
  transform(code: string, options: Record<string, unknown>): Promise<{ code: string }>;
}

/** A Candid text and the name by which an error speaks of it. */
export interface CandidSource {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the main service of a Candid text with the Candid compiler that Azle carries (`candid_parser`, as WebAssembly).
 * Errors: `contract-invalid` when the text is no Candid or has no main service.
 */
export async function readCandidInterface(
  { path, text }: CandidSource,
  toolchain: AzleToolchain,
): Promise<CandidInterface> {
  const compilerPath = 'src/stable/build/commands/generate/rust/candid_to_ts_js/pkg/candid_to_ts_js.js';
  const compiler = (await import(packageModuleUrl(toolchain.packageDir, compilerPath))) as {
    candid_to_ts_js(candid: string): string;
  };
  let typeScript: string;
  try {
    typeScript = compiler.candid_to_ts_js(text);
  } catch (cause) {
    throw new BuildError('contract-invalid', `${path}${placeIn(text, String(cause))}: ${String(cause)}`, {
      cause,
    });
  }
  const esbuildUrl = packageModuleUrl(findPackage('esbuild', toolchain.packageDir), 'lib/main.js');
  const esbuild = ((await import(esbuildUrl)) as { default: Esbuild }).default;
  const { code } = await esbuild.transform(typeScript, { loader: 'ts', format: 'cjs' });
  const candidUrl = packageModuleUrl(
    findPackage('@dfinity/candid', toolchain.packageDir),
    'lib/esm/index.js',
  );
  const candid = (await import(candidUrl)) as { IDL: unknown };

  const module = { exports: {} as Record<string, unknown> };
  new Function('module', 'exports', 'require', code)(module, module.exports, () => candid);
  const idlFactory = module.exports['idlFactory'] as ((context: unknown) => CandidType) | undefined;
  const init = module.exports['init'] as ((context: unknown) => readonly CandidType[]) | undefined;
  if (idlFactory === undefined) {
    throw new BuildError(
      'contract-invalid',
      `${path}: expected a main service (\`service : { … }\`), got none`,
    );
  }
  const service = idlFactory({ IDL: candid.IDL });
  const fields = (service._fields ?? []) as readonly (readonly [string, CandidFunc])[];
  return { methods: new Map(fields), initArguments: init === undefined ? [] : init({ IDL: candid.IDL }) };
}

/** Turns the byte offset of a parser's message into `:line:column`, as editors read it. */
function placeIn(text: string, message: string): string {
  const offset = /\bat (\d+)/.exec(message)?.[1];
  if (offset === undefined) {
    return '';
  }
  const lines = Buffer.from(text).subarray(0, Number(offset)).toString('utf8').split('\n');
  return `:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}
