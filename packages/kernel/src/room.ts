/** How much storage to make for so many entries: an eighth more, or twice as much as before, so that growing bit by bit stays cheap. */
export function withRoom(entries: number, before: number): number {
  return Math.max(entries + (entries >>> 3) + 8, 2 * before);
}
