import type { Organisation } from '../organisation.ts';
import type { Algorithm } from './algorithm.ts';
import type { Dataset } from './dataset.ts';
import type { Json } from './json-of.ts';
import type { ModelManifest } from './model.ts';

const NS_PER_MS = 1_000_000n;
const MONTH_CHARACTERS = 7;
const DATE_CHARACTERS = 10;

/** An algorithm with all that its exports draw on. */
export interface AlgorithmView {
  readonly algorithm: Algorithm;
  readonly organisation: Organisation | undefined;
  readonly models: readonly {
    readonly id: bigint;
    readonly version: number;
    readonly manifest: ModelManifest;
  }[];
  readonly datasets: readonly Dataset[];
  /** The text under a code. */
  text(code: string): string | undefined;
}

/** The fields that have a value. */
export function present(fields: Readonly<Record<string, Json | undefined>>): {
  readonly [key: string]: Json;
} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [key: string]: Json;
  };
}

/** A time as a date: "2026-11-21". */
export function dateOf(atNs: bigint): string {
  return new Date(Number(atNs / NS_PER_MS)).toISOString().slice(0, DATE_CHARACTERS);
}

/** A time as a month: "2026-11". */
export function monthOf(atNs: bigint): string {
  return dateOf(atNs).slice(0, MONTH_CHARACTERS);
}

/** How a model does, in one line for each measurement. */
export function performanceOf({ evaluation }: ModelManifest): string {
  return evaluation
    .map(({ language, group: [group = 'everyone'], metric, value, samples }) => {
      return `${metric} ${value} (${language}, ${group}, ${samples} samples)`;
    })
    .join('\n');
}
