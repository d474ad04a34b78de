/** The value of a plane of floats between its elements, by linear interpolation; 0 outside, and where there is no number. */
export function sampleAt(plane: usize, height: i32, width: i32, y: f32, x: f32): f32 {
  if (!(y > -1 && y < <f32>height && x > -1 && x < <f32>width)) return 0;
  const top = floor(y);
  const left = floor(x);
  const row = <i32>top;
  const column = <i32>left;
  const down = y - top;
  const right = x - left;
  const upper =
    valueAt(plane, height, width, row, column) * <f32>(1 - right) +
    valueAt(plane, height, width, row, column + 1) * right;
  const lower =
    valueAt(plane, height, width, row + 1, column) * <f32>(1 - right) +
    valueAt(plane, height, width, row + 1, column + 1) * right;
  return upper * <f32>(1 - down) + lower * down;
}

function valueAt(plane: usize, height: i32, width: i32, row: i32, column: i32): f32 {
  if (<u32>row >= <u32>height || <u32>column >= <u32>width) return 0;
  return load<f32>(plane + ((<usize>row * <usize>width + <usize>column) << 2));
}
