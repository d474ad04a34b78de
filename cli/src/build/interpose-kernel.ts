import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPackage, packageModuleUrl } from './azle-toolchain.ts';
import type { AzleToolchain } from './azle-toolchain.ts';
import { BuildError } from './build-error.ts';

const SYSTEM_CALL = { module: 'ic0', base: 'certified_data_set' };

/** The exported function of the kernel that takes the place of the system call. */
const ENTRY = 'entry';

interface FunctionInfo {
  readonly name: string;
  /** Empty for a function that is not imported. */
  readonly module: string;
  readonly base: string;
  readonly params: number;
  readonly results: number;
  readonly vars: readonly number[];
  readonly body: number;
}

/** The parts of binaryen 116 that the driver calls. */
interface BinaryenModule {
  getNumFunctions(): number;
  getFunctionByIndex(index: number): number;
  getFunction(name: string): number;
  getExport(name: string): number;
  getNumGlobals(): number;
  getNumMemorySegments(): number;
  removeFunction(name: string): void;
  addFunction(name: string, params: number, results: number, vars: readonly number[], body: number): number;
  addFunctionImport(name: string, module: string, base: string, params: number, results: number): void;
  copyExpression(expression: number): number;
  validate(): number;
  emitBinary(): Uint8Array;
  dispose(): void;
}

interface Binaryen {
  readBinary(bytes: Uint8Array): BinaryenModule;
  getFunctionInfo(pointer: number): FunctionInfo;
  getExportInfo(pointer: number): { readonly value: string };
  setDebugInfo(isOn: boolean): void;
}

/**
 * Calls `use` with a toolchain whose template contains the kernel; the template lies in a folder that is removed after.
 * Errors: those of {@link interposeKernel} and of `use`.
 */
export async function withKernel<Result>(
  kernel: Uint8Array,
  toolchain: AzleToolchain,
  use: (toolchain: AzleToolchain) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'indus-template-'));
  try {
    const templatePath = join(folder, 'stable.wasm');
    await writeFile(templatePath, await interposeKernel(kernel, toolchain));
    return await use({ ...toolchain, templatePath });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Azle's template with the kernel between it and the system call `certified_data_set`: every call of the import becomes a
 * call of the kernel's entry, which alone still calls the import.
 * Errors: `toolchain-mismatch` when the template or the kernel is not of the expected shape.
 */
export async function interposeKernel(kernel: Uint8Array, toolchain: AzleToolchain): Promise<Uint8Array> {
  const binaryenUrl = packageModuleUrl(findPackage('binaryen', toolchain.packageDir), 'index.js');
  const binaryen = ((await import(binaryenUrl)) as { default: Binaryen }).default;
  const template = binaryen.readBinary(await readFile(toolchain.templatePath));
  const addition = binaryen.readBinary(kernel);
  try {
    const systemCall = functionsOf(binaryen, template).find(
      ({ module, base }) => module === SYSTEM_CALL.module && base === SYSTEM_CALL.base,
    );
    const functions = functionsOf(binaryen, addition);
    const entryName = binaryen.getExportInfo(addition.getExport(ENTRY)).value;
    const isBare = addition.getNumGlobals() === 0 && addition.getNumMemorySegments() === 0;
    const isNew = functions.every(({ name }) => template.getFunction(name) === 0);
    if (systemCall === undefined || !isBare || !isNew) {
      throw new BuildError(
        'toolchain-mismatch',
        'expected a template that takes the hash kernel, got another',
      );
    }
    template.removeFunction(systemCall.name);
    for (const { name, module, params, results, vars, body } of functions) {
      if (module !== '') {
        template.addFunctionImport(name, SYSTEM_CALL.module, SYSTEM_CALL.base, params, results);
      } else {
        const newName = name === entryName ? systemCall.name : name;
        template.addFunction(newName, params, results, vars, template.copyExpression(body));
      }
    }
    if (template.validate() === 0) {
      throw new BuildError(
        'toolchain-mismatch',
        'expected a valid template with the hash kernel, got another',
      );
    }
    binaryen.setDebugInfo(true);
    return template.emitBinary();
  } finally {
    addition.dispose();
    template.dispose();
  }
}

function functionsOf(binaryen: Binaryen, module: BinaryenModule): readonly FunctionInfo[] {
  return Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  );
}
