/** Matrix products, convolution, pooling, attention, quantised and recurrent operators. */
export function addNetwork(): void {}
