import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { refuseZero } from './arithmetic';
import { isIntegerType, prepareBinary, refuseMixture, runBinary } from './binary';
import { elements, integerPairs } from './binary-kernel';
import { computedType } from './widen';

// The rest has the sign of the dividend.
class Remainder {
  @inline
  of<T>(a: T, b: T): T {
    return <T>(a % b);
  }
}

// The rest has the sign of the divisor.
class Modulus {
  @inline
  of<T>(a: T, b: T): T {
    const rest = <T>(a % b);
    return rest != <T>0 && rest < <T>0 != b < <T>0 ? <T>(rest + b) : rest;
  }
}

/** The rest of a division; `fmod` 1 keeps the sign of the dividend. Source: ONNX, Mod (10, 13). */
export function addModulo(): void {
  addOperator('', 'Mod', new Operator(10, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const type = node.input(0).type;
  if (type != node.input(1).type) return refuseMixture(node);
  const isLikeDividend = node.int('fmod', 0) != 0;
  const wide = computedType(type);
  let kernel: u32 = isLikeDividend ? integerPairs<Remainder>(wide) : integerPairs<Modulus>(wide);
  if (type == DataType.FLOAT || type == DataType.DOUBLE) {
    if (!isLikeDividend) return node.refuse(RefusalCode.INVALID_INPUT, 'expected fmod 1 for floats, got 0');
    kernel = type == DataType.FLOAT ? elements<f32, f32, Remainder>() : elements<f64, f64, Remainder>();
  }
  if (kernel == 0) return node.refuseType(node.input(0));
  return prepareBinary(node, kernel, 150, type);
}

function run(node: Node): void {
  if (isIntegerType(node.input(1).type) && refuseZero(node, node.input(1))) return;
  runBinary(node);
}
