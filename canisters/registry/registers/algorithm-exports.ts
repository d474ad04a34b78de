import { decodeRecord } from '@indus/kit/record-codec';
import type { Registry } from '../storage.ts';
import type { Algorithm } from './algorithm.ts';
import type { AlgorithmView } from './algorithm-view.ts';
import { algoritmeregisterOf } from './export-algoritmeregister.ts';
import { annexViiiOf } from './export-annex-viii.ts';
import { atrsOf } from './export-atrs.ts';
import type { Json } from './json-of.ts';
import { ModelManifest } from './model.ts';

/** The exports of an algorithm in the published shapes, by the name that their paths have. */
export function exportsOf(registry: Registry, algorithm: Algorithm): readonly (readonly [string, Json])[] {
  const view = viewOf(registry, algorithm);
  return [
    ['annex-viii', annexViiiOf(view)],
    ['atrs', atrsOf(view)],
    ['algoritmeregister', algoritmeregisterOf(view)],
  ];
}

function viewOf(registry: Registry, algorithm: Algorithm): AlgorithmView {
  const organisation = registry.organisations.get(algorithm.organisation);
  const models = algorithm.details.models.flatMap(({ id, version }) => {
    const model = registry.registers.models.get(id, version);
    if (model === undefined) return [];
    return [{ id, version, manifest: decodeRecord<ModelManifest>(ModelManifest, model.manifest) }];
  });
  const datasets = models.flatMap(({ manifest }) =>
    manifest.datasets.flatMap(({ id, version }) => registry.registers.datasets.get(id, version) ?? []),
  );
  const texts = new Map(algorithm.details.fields.map(({ code, text }) => [code, text]));
  return { algorithm, organisation, models, datasets, text: (code) => texts.get(code) };
}
