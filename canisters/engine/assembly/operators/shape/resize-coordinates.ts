import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';

/** How a place of the output is found in the input. */
export namespace Transform {
  export const HALF_PIXEL: i32 = 0;
  export const HALF_PIXEL_SYMMETRIC: i32 = 1;
  export const PYTORCH_HALF_PIXEL: i32 = 2;
  export const ALIGN_CORNERS: i32 = 3;
  export const ASYMMETRIC: i32 = 4;
  export const CROP_AND_RESIZE: i32 = 5;
  export const HALF_PIXEL_FOR_NEAREST: i32 = 6;
}

const NAMES: Array<string> = [
  'half_pixel',
  'half_pixel_symmetric',
  'pytorch_half_pixel',
  'align_corners',
  'asymmetric',
  'tf_crop_and_resize',
  'tf_half_pixel_for_nn',
];

/** The transformation that the attribute names; -1: refused by the node's name. */
export function transformOf(node: Node): i32 {
  if (node.opset < 11) return Transform.ASYMMETRIC;
  const name = node.text('coordinate_transformation_mode', 'half_pixel');
  const transform = NAMES.indexOf(name);
  if (transform < 0) {
    node.refuse(RefusalCode.UNSUPPORTED, 'the transformation "' + name + '" is not supported');
  }
  return transform;
}

/** One axis that is resized. */
export class ResizedAxis {
  axis: i32 = 0;
  /** Elements of the input and of the output. */
  from: i32 = 0;
  to: i32 = 0;
  scale: f64 = 1;
  /** The part of the input that is taken, as fractions; only for {@link Transform.CROP_AND_RESIZE}. */
  roiStart: f64 = 0;
  roiEnd: f64 = 1;

  /** Where the place `at` of the output lies in the input; a whole number is the middle of an element. */
  placeOf(transform: i32, at: i32): f64 {
    const x = <f64>at;
    const length = <f64>this.from;
    const resized = this.scale * length;
    switch (transform) {
      case Transform.ASYMMETRIC:
        return x / this.scale;
      case Transform.HALF_PIXEL_FOR_NEAREST:
        return (x + 0.5) / this.scale;
      case Transform.ALIGN_CORNERS:
        return resized == 1 ? 0 : (x * (length - 1)) / (resized - 1);
      case Transform.PYTORCH_HALF_PIXEL:
        return this.to <= 1 ? 0 : (x + 0.5) / this.scale - 0.5;
      case Transform.HALF_PIXEL_SYMMETRIC:
        // The middles of both lie on each other, even if the size of the output was rounded.
        return (length / 2) * (1 - <f64>this.to / resized) + (x + 0.5) / this.scale - 0.5;
      case Transform.CROP_AND_RESIZE: {
        const taken = (this.roiEnd - this.roiStart) * (length - 1);
        return this.roiStart * (length - 1) + (resized == 1 ? taken / 2 : (x * taken) / (resized - 1));
      }
      default:
        return (x + 0.5) / this.scale - 0.5;
    }
  }

  /** Whether nothing changes along the axis. */
  get isSame(): bool {
    return this.from == this.to && this.scale == 1 && this.roiStart == 0 && this.roiEnd == 1;
  }
}
