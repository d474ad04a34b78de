/** Element-wise arithmetic and logic, reductions, normalisation, losses. */
export function addMath(): void {}
