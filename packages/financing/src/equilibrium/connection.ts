/**
 * Whether demand connects the goods, by the signs of the spending matrix alone: money spent on h goes on to g when M_gh > 0.
 *
 * @param spending - M_gh at g * goods + h
 * @returns `reducible` when the numeraire cannot be reached from some good, else `free_good` when some good cannot be reached from the numeraire, else null
 * @see financing specification, section 4
 */
export function disconnectionOf(
  goods: number,
  spending: { readonly [cell: number]: number | bigint },
): 'reducible' | 'free_good' | null {
  if (!reachesAll(goods, (from, to) => (spending[from * goods + to] as number | bigint) > 0)) return 'reducible';
  if (!reachesAll(goods, (from, to) => (spending[to * goods + from] as number | bigint) > 0)) return 'free_good';
  return null;
}

/** Does a walk from good 0 reach every good? */
function reachesAll(goods: number, leads: (from: number, to: number) => boolean): boolean {
  const reached = new Uint8Array(goods);
  reached[0] = 1;
  const open = [0];
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (let to = 0; to < goods; to++)
      if (reached[to] === 0 && leads(from, to)) {
        reached[to] = 1;
        open.push(to);
      }
  return !reached.includes(0);
}
