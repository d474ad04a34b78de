/** Tokens in raw memory, which grows as they come. */
export class TokenList {
  data: usize = 0;
  length: i32 = 0;
  private room: i32 = 0;

  push(token: i32): void {
    if (this.length == this.room) this.grow();
    store<i32>(this.data + ((<usize>this.length) << 2), token);
    this.length++;
  }

  at(index: i32): i32 {
    return load<i32>(this.data + ((<usize>index) << 2));
  }

  free(): void {
    if (this.data != 0) heap.free(this.data);
    this.data = 0;
    this.length = 0;
    this.room = 0;
  }

  private grow(): void {
    this.room = max(64, this.room << 1);
    const size = (<usize>this.room) << 2;
    this.data = this.data == 0 ? heap.alloc(size) : heap.realloc(this.data, size);
  }
}
