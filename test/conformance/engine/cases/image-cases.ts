import { float, floats, int, ints, scalar, tensor, type OnnxTensor } from '@indus/models';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, longs } from './case-values.ts';

const reals = (...values: readonly number[]): OnnxTensor => tensor('float32', [values.length], values);

/** Images that are resized, sampled, cut and put together. */
export function* imageCases(): Generator<EngineCase> {
  yield* resizeCases();
  yield* upsampleCases();
  yield* gridCases();
  yield* regionCases();
  yield* blockCases();
}

// onnxruntime-web takes aligned corners from rounded sizes, so that no scale with a rounded size stands here with them.
function* resizeCases(): Generator<EngineCase> {
  for (const mode of ['linear', 'cubic']) {
    for (const transform of ['half_pixel', 'pytorch_half_pixel', 'asymmetric', 'align_corners']) {
      for (const [name, dims, sizes] of [
        ['larger', [2, 2, 3, 4], [2, 2, 7, 9]],
        ['smaller', [1, 3, 7, 6], [1, 3, 3, 2]],
        ['to one', [1, 2, 4, 5], [1, 2, 1, 1]],
        ['from one', [1, 2, 1, 1], [1, 2, 3, 4]],
      ] as const) {
        const data = new CaseValues(`resize ${mode}${name}`).float(dims);
        yield useOf('Resize', `${mode} ${transform} ${name}`, {
          inputs: [data, null, null, longs(...sizes)],
          attributes: { mode, coordinate_transformation_mode: transform },
        });
      }
    }
    for (const outside of [0, 1]) {
      for (const smooth of [0, 1]) {
        const data = new CaseValues(`smooth ${mode}`).float([1, 2, 9, 8]);
        yield useOf('Resize', `${mode} antialias ${smooth}, exclude outside ${outside}`, {
          inputs: [data, null, null, longs(1, 2, 4, 3)],
          attributes: { mode, antialias: int(smooth), exclude_outside: int(mode === 'cubic' ? outside : 0) },
        });
      }
    }
    const crop = new CaseValues(`crop ${mode}`).float([1, 1, 4, 5]);
    yield useOf('Resize', `${mode} of a region that reaches outside`, {
      inputs: [crop, reals(0, 0, -0.13, 0.21, 1, 1, 0.87, 1.17), null, longs(1, 1, 7, 6)],
      attributes: {
        mode,
        coordinate_transformation_mode: 'tf_crop_and_resize',
        extrapolation_value: float(7),
      },
    });
  }
  for (const policy of ['stretch', 'not_larger', 'not_smaller']) {
    yield useOf('Resize', `${policy}, along two axes`, {
      inputs: [new CaseValues(policy).float([1, 2, 4, 6]), null, null, longs(6, 7)],
      attributes: { mode: 'linear', axes: ints([2, 3]), keep_aspect_ratio_policy: policy },
    });
  }
  for (const type of ['uint8', 'int32', 'int8'] as const) {
    yield useOf('Resize', `nearest of ${type}`, {
      inputs: [new CaseValues(type).of(type, [1, 2, 3, 3]), null, reals(1, 1, 2, 3)],
    });
  }
}

function* upsampleCases(): Generator<EngineCase> {
  for (const mode of ['nearest', 'linear']) {
    const data = new CaseValues(`upsample ${mode}`).float([1, 2, 3, 4]);
    const scales = [1, 1, 2, 3];
    yield useOf('Upsample', `${mode}, opset 8`, {
      opset: 8,
      inputs: [data],
      attributes: { mode, scales: floats(scales) },
    });
    for (const [operator, opset] of [
      ['Upsample', 9],
      ['Resize', 10],
    ] as const) {
      yield useOf(operator, `${mode}, opset ${opset}`, {
        opset,
        inputs: [data, reals(...scales)],
        attributes: { mode },
        weightsFrom: 1,
      });
    }
  }
}

function* gridCases(): Generator<EngineCase> {
  for (const corners of [0, 1]) {
    for (const padding of ['zeros', 'border', 'reflection']) {
      for (const mode of ['linear', 'nearest', 'cubic']) {
        const values = new CaseValues(`grid ${mode}${padding}${corners}`);
        yield useOf('GridSample', `${mode} ${padding}, corners ${corners}`, {
          inputs: [values.float([2, 3, 4, 5]), values.float([2, 3, 4, 2], { low: -2, high: 2 })],
          attributes: { mode, padding_mode: padding, align_corners: int(corners) },
        });
        if (mode === 'cubic') continue;
        yield useOf('GridSample', `${mode} ${padding}, corners ${corners}, volumes`, {
          inputs: [values.float([1, 2, 3, 4, 3]), values.float([1, 2, 2, 3, 3], { low: -2, high: 2 })],
          attributes: { mode, padding_mode: padding, align_corners: int(corners) },
        });
      }
    }
    for (const [maps, size] of [
      [
        [2, 2, 3],
        [2, 1, 3, 4],
      ],
      [
        [1, 3, 4],
        [1, 2, 2, 3, 4],
      ],
    ] as const) {
      yield useOf('AffineGrid', `rank ${size.length}, corners ${corners}`, {
        inputs: [new CaseValues('affine').float(maps), longs(...size)],
        attributes: { align_corners: int(corners) },
      });
    }
  }
}

function* regionCases(): Generator<EngineCase> {
  const corners = [0.5, 1.25, 6, 5.5, 2, 2, 3, 9, -1, 0, 4.75, 3];
  const batches = tensor('int64', [3], [0n, 1n, 1n]);
  const images = new CaseValues('regions').float([2, 3, 7, 8]);
  for (const mode of ['avg', 'max']) {
    for (const samples of [0, 2]) {
      for (const transform of ['half_pixel', 'output_half_pixel']) {
        yield useOf('RoiAlign', `${mode}, ${samples} samples, ${transform}`, {
          inputs: [images, tensor('float32', [3, 4], corners), batches],
          attributes: {
            mode,
            sampling_ratio: int(samples),
            coordinate_transformation_mode: transform,
            output_height: int(2),
            output_width: int(3),
            spatial_scale: float(0.75),
          },
        });
      }
    }
  }
  const withBatch = [0, 0.5, 1.25, 6, 5.5, 1, 2, 2, 3, 9];
  yield useOf('MaxRoiPool', 'two regions', {
    inputs: [images, tensor('float32', [2, 5], withBatch)],
    attributes: { pooled_shape: ints([2, 3]), spatial_scale: float(0.75) },
  });
  const boxes = new CaseValues('boxes').float([2, 9, 4], { low: 0, high: 4 });
  const scores = new CaseValues('scores').float([2, 3, 9], { low: 0, high: 1 });
  for (const centered of [0, 1]) {
    yield useOf('NonMaxSuppression', `random boxes, centered ${centered}`, {
      inputs: [boxes, scores, scalar('int64', 4n), reals(0.3), reals(0.2)],
      attributes: { center_point_box: int(centered) },
    });
  }
}

function* blockCases(): Generator<EngineCase> {
  for (const [name, attributes, columns] of [
    ['plain', {}, 12],
    ['apart', { strides: ints([2, 1]), dilations: ints([1, 2]), pads: ints([1, 0, 0, 1]) }, 8],
  ] as const) {
    yield useOf('Col2Im', name, {
      inputs: [new CaseValues(name).float([2, 12, columns]), longs(4, 5), longs(2, 2)],
      attributes,
    });
  }
  for (const [name, shape, axes] of [
    ['cut', [3, 2], [0, 1]],
    ['larger', [7, 8], [-1, 0]],
    ['both', [2, 9], [1, 0]],
  ] as const) {
    yield useOf('CenterCropPad', name, {
      inputs: [new CaseValues(name).float([4, 5]), longs(...shape)],
      attributes: { axes: ints(axes) },
    });
  }
}
