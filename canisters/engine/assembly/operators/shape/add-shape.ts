/** Operators that move, select and shape elements. */
export function addShape(): void {}
