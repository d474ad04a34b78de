import { DataType, elementSize } from '../../core/data-type';
import { Node } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { addBinary, isIntegerType, prepareBinary, refuseMixture, runBinary } from './binary';
import { computedType } from './widen';
import { bitPairs, floatPairs, integerPairs } from './binary-kernel';

/** Sums; whole numbers wrap around. */
export class Sum {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.add<T>(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return <T>(a + b);
  }
}

class Difference {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.sub<T>(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return <T>(a - b);
  }
}

class Product {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.mul<T>(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return <T>(a * b);
  }
}

/** Quotients; those of whole numbers are cut toward zero. A divisor is never 0: see {@link refuseZero}. */
export class Quotient {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.div<T>(a, b);
  }

  // The quotient of the most negative number and -1 would trap; it wraps around, as all sums do.
  @inline
  of<T>(a: T, b: T): T {
    if (isInteger<T>() && isSigned<T>()) return b == <T>-1 ? <T>(<T>0 - a) : <T>(a / b);
    return <T>(a / b);
  }
}

/** Kernel of sums for every type of number. */
export function sumOf(type: i32): u32 {
  const floats = floatPairs<Sum>(type);
  return floats != 0 ? floats : bitPairs<Sum>(type);
}

function differenceOf(type: i32): u32 {
  const floats = floatPairs<Difference>(type);
  return floats != 0 ? floats : bitPairs<Difference>(type);
}

function productOf(type: i32): u32 {
  const floats = floatPairs<Product>(type);
  return floats != 0 ? floats : bitPairs<Product>(type);
}

/** Kernel of quotients for every type of number. */
export function quotientOf(type: i32): u32 {
  const floats = floatPairs<Quotient>(type);
  return floats != 0 ? floats : integerPairs<Quotient>(type);
}

/** Sum, difference, product and quotient of two tensors. Source: ONNX, Add, Sub, Mul and Div (1 to 14). */
export function addArithmetic(): void {
  addBinary('Add', 1, sumOf, 3.9, 0);
  addBinary('Sub', 1, differenceOf, 3.9, 0);
  addBinary('Mul', 1, productOf, 3.9, 0);
  addOperator('', 'Div', new Operator(1, 2, 2, prepareDivision, runDivision));
}

function prepareDivision(node: Node): i32 {
  const type = node.input(0).type;
  if (type != node.input(1).type) return refuseMixture(node);
  const kernel = quotientOf(computedType(type));
  if (kernel == 0) return node.refuseType(node.input(0));
  return prepareBinary(node, kernel, type == DataType.FLOAT ? 5.9 : type == DataType.DOUBLE ? 30 : 140, type);
}

function runDivision(node: Node): void {
  if (isIntegerType(node.input(1).type) && refuseZero(node, node.input(1))) return;
  runBinary(node);
}

/** Refuses the run when a divisor among whole numbers is 0, and says whether it did. */
export function refuseZero(node: Node, divisors: Tensor): bool {
  const size = elementSize(divisors.type);
  let at = divisors.data;
  const end = at + divisors.byteSize;
  for (; at < end; at += <usize>size) {
    const bits =
      size == 8
        ? load<u64>(at)
        : size == 4
          ? <u64>load<u32>(at)
          : size == 2
            ? <u64>load<u16>(at)
            : <u64>load<u8>(at);
    if (bits != 0) continue;
    const name = node.name.length > 0 ? ' "' + node.name + '"' : '';
    refuse(RefusalCode.INVALID_INPUT, node.op + name + ': a whole number is divided by 0');
    return true;
  }
  return false;
}
