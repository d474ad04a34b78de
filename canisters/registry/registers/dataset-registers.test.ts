import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../registry-fixture.ts';
import { FLAGGED_PER_MESSAGE_MAX } from './limits.ts';
import { Model } from './model.ts';
import { searchRegister } from './read-register.ts';
import { registerDataset } from './register-dataset.ts';
import {
  addDataset,
  addModel,
  datasetDetails,
  DEVELOPER,
  manifest,
  moveTo,
  OFFICER,
  peopledScene,
  PROTECTION,
} from './registers-fixture.ts';
import { setStage } from './set-stage.ts';
import { withdrawDataset } from './withdraw-dataset.ts';

describe('a dataset that is withdrawn', () => {
  it('flags every model that was made from it, those beyond one message by a job, and no other', async () => {
    const scene = peopledScene();
    const dataset = addDataset(scene);
    const other = addDataset(scene);
    const count = FLAGGED_PER_MESSAGE_MAX + 3;
    for (let at = 0; at < count; at += 1)
      addModel(scene, { manifest: manifest({ datasets: [{ id: dataset, version: 1 }] }) });
    const free = addModel(scene, { manifest: manifest({ datasets: [{ id: other, version: 1 }] }) });
    withdrawDataset(scene.registry, scene.env(PROTECTION), { dataset, reason: 'consent was not valid' });
    const flagged = () =>
      Array.from({ length: count }, (_, at) => scene.registry.registers.models.get(BigInt(at) + 1n)).filter(
        (model) => model?.flags.some((flag) => flag.dataset === dataset),
      ).length;
    expect(flagged()).toBe(FLAGGED_PER_MESSAGE_MAX);
    await scene.system.advance(1);
    expect(flagged()).toBe(count);
    expect(scene.registry.registers.models.get(free.id)?.flags).toEqual([]);
  });

  it('keeps its models out of production and takes no new ones', () => {
    const scene = peopledScene();
    const id = addDataset(scene);
    const datasets = [{ id, version: 1 }];
    addModel(scene, { manifest: manifest({ datasets }) });
    moveTo(scene, 1n, 1, 'staging');
    const withdraw = () =>
      withdrawDataset(scene.registry, scene.env(OFFICER), { dataset: id, reason: 'error' });
    withdraw();
    const promotion = { model: 1n, version: 1, stage: { production: null }, reason: 'test' };
    const promote = () => setStage(scene.registry, scene.env(OFFICER), promotion);
    expect(refusalOf(promote)).toEqual({ ModelFlagged: { model: 1n, version: 1 } });
    const refused = { DatasetWithdrawn: { dataset: id } };
    expect(refusalOf(() => addModel(scene, { manifest: manifest({ datasets }) }))).toEqual(refused);
    const next = { organisation: 1n, dataset: [id] as [bigint], details: datasetDetails() };
    expect(refusalOf(() => registerDataset(scene.registry, scene.env(DEVELOPER), next))).toEqual(refused);
    expect(refusalOf(withdraw)).toEqual(refused);
  });
});

describe('searching a register', () => {
  it('finds the newest versions by text, organisation, status and risk', () => {
    const scene = peopledScene();
    addModel(scene);
    addModel(scene, { manifest: manifest({ title: 'Flood forecast', risk_class: { high: null } }) });
    addModel(scene, { model: [1n], manifest: manifest({ title: 'Crop disease' }) });
    const find = (over: object) =>
      searchRegister(scene.registry, scene.env(), {
        register: { models: null },
        text: [],
        organisation: [],
        status: [],
        risk_class: [],
        cursor: [],
        limit: 4,
        ...over,
      }).records.map((record) => decodeRecord<Model>(Model, record).id);
    expect(find({})).toEqual([1n, 2n]);
    expect(find({ text: ['DISEASE'] })).toEqual([1n]);
    expect(find({ text: ['Crop advice'] })).toEqual([]);
    expect(find({ risk_class: [{ high: null }] })).toEqual([2n]);
    expect(find({ organisation: [2n] })).toEqual([]);
    expect(find({ status: ['draft'], text: ['flood'] })).toEqual([2n]);
    moveTo(scene, 2n, 1, 'staging');
    expect(find({ status: ['draft'] })).toEqual([1n]);
    expect(refusalOf(() => find({ limit: 5 }))).toMatchObject({ Invalid: { field: 'limit' } });
    expect(refusalOf(() => find({ text: ['---'] }))).toMatchObject({ Invalid: { field: 'text' } });
  });
});
