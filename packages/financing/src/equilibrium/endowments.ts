import type { Participants } from '../participants.js';

/** Who owns anything, and how much there is of each good. */
export interface Endowments {
  /** 1 for each row that owns something, home and carried together. */
  readonly viable: Uint8Array;
  /** Rows that own something. */
  readonly count: number;
  /** Omega_g: quanta of each good. */
  readonly supply: readonly bigint[];
}

/** Looks through the stocks once. */
export function endowmentsOf({ goods, count, home, personal }: Participants): Endowments {
  const viable = new Uint8Array(count);
  const supply = new Array<bigint>(goods).fill(0n);
  let owners = 0;
  for (let row = 0, cell = 0; row < count; row++) {
    let owned = 0n;
    for (let g = 0; g < goods; g++, cell++) {
      const stock = (home[cell] as bigint) + (personal[cell] as bigint);
      supply[g] = (supply[g] as bigint) + stock;
      owned += stock;
    }
    if (owned > 0n) {
      viable[row] = 1;
      owners++;
    }
  }
  return { viable, count: owners, supply };
}
