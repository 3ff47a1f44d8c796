/** A column without entries: one for all, since making even an empty typed array takes its time. */
export const NO_ENTRIES: Int32Array = /* @__PURE__ */ new Int32Array(0);

/** Columns of 32-bit integers, all 0, in one piece of memory: allocating a typed array costs many times what a view on memory does. */
export function int32Columns(count: number, length: number): Int32Array[] {
  const memory = new ArrayBuffer(4 * count * length);
  return Array.from({ length: count }, (_, k) => new Int32Array(memory, 4 * k * length, length));
}
