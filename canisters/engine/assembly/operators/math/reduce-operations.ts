import { log4 } from '../../kernels/vector-math';
import { toWhole } from './cast-kernel';

/** Sum of elements; whole numbers wrap around. */
export class Sum {
  lanes<T>(sum: v128, x: v128): v128 {
    return v128.add<T>(sum, x);
  }

  of<T>(sum: T, x: T): T {
    return <T>(sum + x);
  }
}

/** Sum of absolute values. */
export class SumOfSizes {
  lanes<T>(sum: v128, x: v128): v128 {
    return v128.add<T>(sum, v128.abs<T>(x));
  }

  of<T>(sum: T, x: T): T {
    return <T>(sum + (isFloat<T>() ? abs<T>(x) : x < <T>0 ? <T>(<T>0 - x) : x));
  }
}

/** Sum of squares. */
export class SumOfSquares {
  lanes<T>(sum: v128, x: v128): v128 {
    return v128.add<T>(sum, v128.mul<T>(x, x));
  }

  of<T>(sum: T, x: T): T {
    return <T>(sum + x * x);
  }
}

/** Product of elements. */
export class Product {
  lanes<T>(product: v128, x: v128): v128 {
    return v128.mul<T>(product, x);
  }

  of<T>(product: T, x: T): T {
    return <T>(product * x);
  }
}

/** The largest; NaN when one is among them. */
export class Largest {
  lanes<T>(largest: v128, x: v128): v128 {
    return v128.max<T>(largest, x);
  }

  of<T>(largest: T, x: T): T {
    return max<T>(largest, x);
  }
}

/** The smallest; NaN when one is among them. */
export class Smallest {
  lanes<T>(smallest: v128, x: v128): v128 {
    return v128.min<T>(smallest, x);
  }

  of<T>(smallest: T, x: T): T {
    return min<T>(smallest, x);
  }
}

/** Square root of an accumulator; cut toward zero for whole numbers. */
export class Root {
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.sqrt(x);
  }

  of<T>(x: T, alpha: T, beta: T): T {
    return isFloat<T>() ? sqrt<T>(x) : toWhole<T>(Math.sqrt(<f64>x));
  }
}

/** Natural logarithm of an accumulator; cut toward zero for whole numbers. */
export class Logarithm {
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return log4(x);
  }

  of<T>(x: T, alpha: T, beta: T): T {
    return isFloat<T>() ? <T>Math.log(<f64>x) : toWhole<T>(Math.log(<f64>x));
  }
}
