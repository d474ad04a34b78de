import { log4 } from '../../kernels/vector-math';

/** Sum of elements; whole numbers wrap around. */
export class Sum {
  @inline
  lanes<T>(sum: v128, x: v128): v128 {
    return v128.add<T>(sum, x);
  }

  @inline
  of<T>(sum: T, x: T): T {
    return <T>(sum + x);
  }
}

/** Sum of absolute values. */
export class SumOfSizes {
  @inline
  lanes<T>(sum: v128, x: v128): v128 {
    return v128.add<T>(sum, v128.abs<T>(x));
  }

  @inline
  of<T>(sum: T, x: T): T {
    return <T>(sum + (isFloat<T>() ? abs<T>(x) : x < <T>0 ? <T>(<T>0 - x) : x));
  }
}

/** Sum of squares. */
export class SumOfSquares {
  @inline
  lanes<T>(sum: v128, x: v128): v128 {
    return v128.add<T>(sum, v128.mul<T>(x, x));
  }

  @inline
  of<T>(sum: T, x: T): T {
    return <T>(sum + x * x);
  }
}

/** Product of elements. */
export class Product {
  @inline
  lanes<T>(product: v128, x: v128): v128 {
    return v128.mul<T>(product, x);
  }

  @inline
  of<T>(product: T, x: T): T {
    return <T>(product * x);
  }
}

/** The largest; NaN when one is among them. */
export class Largest {
  @inline
  lanes<T>(largest: v128, x: v128): v128 {
    return v128.max<T>(largest, x);
  }

  @inline
  of<T>(largest: T, x: T): T {
    return max<T>(largest, x);
  }
}

/** The smallest; NaN when one is among them. */
export class Smallest {
  @inline
  lanes<T>(smallest: v128, x: v128): v128 {
    return v128.min<T>(smallest, x);
  }

  @inline
  of<T>(smallest: T, x: T): T {
    return min<T>(smallest, x);
  }
}

/** Square root of an accumulator; cut toward zero for whole numbers. */
export class Root {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.sqrt(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return sqrt<T>(x);
  }
}

/** Natural logarithm of an accumulator; cut toward zero for whole numbers. */
export class Logarithm {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return log4(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return <T>Math.log(<f64>x);
  }
}
