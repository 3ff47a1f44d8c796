import { allocate, decimal } from '@bagehot/kernel';

/** A contract of the model: claims in order, and, while cut, who owns each ticket. */
export interface ModelContract {
  readonly debtor: string;
  readonly dueDay: number;
  claims: Map<string, number>;
  tickets: (string | undefined)[] | undefined;
}

/** The whole rule book in maps: what the register and its window must equal. Amounts are whole quanta. */
export class Model {
  contracts: Map<string, ModelContract> = new Map();
  isOpen = false;
  issued = 0;
  readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  copy(): Model {
    const copy = new Model(this.size);
    copy.contracts = structuredClone(this.contracts);
    copy.isOpen = this.isOpen;
    copy.issued = this.issued;
    return copy;
  }

  cut(): void {
    for (const contract of this.contracts.values()) {
      contract.tickets ??= [...contract.claims].flatMap(([holder, face]) =>
        new Array<string>(Math.floor(face / this.size)).fill(holder),
      );
    }
  }

  /** A face passes on, without its tickets. */
  pass(id: string, from: string, to: string, face: number): void {
    const contract = this.contracts.get(id) as ModelContract;
    this.lower(id, from, face);
    if (to !== contract.debtor) contract.claims.set(to, (contract.claims.get(to) ?? 0) + face);
    else if (contract.claims.size === 0) this.contracts.delete(id);
  }

  lower(id: string, holder: string, face: number): void {
    const { claims } = this.contracts.get(id) as ModelContract;
    const left = (claims.get(holder) as number) - face;
    if (left > 0) claims.set(holder, left);
    else claims.delete(holder);
  }

  stub(id: string, holder: string): number {
    const { claims, tickets = [] } = this.contracts.get(id) as ModelContract;
    return (claims.get(holder) ?? 0) - this.size * tickets.filter((owner) => owner === holder).length;
  }

  /** Largest tickets of a holder go until its stub is as large as needed. */
  dissolve(id: string, holder: string, needed: number): void {
    const { tickets } = this.contracts.get(id) as ModelContract;
    while (tickets !== undefined && this.stub(id, holder) < needed) tickets[tickets.lastIndexOf(holder)] = undefined;
  }

  transfer(id: string, from: string, to: string, face: number): void {
    const contract = this.contracts.get(id) as ModelContract;
    const receiver = to === contract.debtor ? undefined : to;
    let whole = Math.floor(face / this.size);
    let rest = face;
    contract.tickets?.forEach((owner, k, tickets) => {
      if (owner !== from || whole === 0) return;
      tickets[k] = receiver;
      whole--;
      rest -= this.size;
    });
    // The moved tickets' faces leave the claim first, so that the stub is the stub.
    const moved = face - rest;
    if (moved > 0) this.pass(id, from, to, moved);
    if (rest === 0) return;
    this.dissolve(id, from, rest);
    this.pass(id, from, to, rest);
  }

  reduce(id: string, by: number): void {
    const contract = this.contracts.get(id) as ModelContract;
    const weights = [...contract.claims.values()].map((face) => decimal(face));
    const parts = allocate(decimal(by), weights, { quantum: decimal(1) });
    [...contract.claims.keys()].forEach((holder, k) => {
      const part = Number(parts[k]);
      this.dissolve(id, holder, part);
      this.lower(id, holder, part);
    });
    if (contract.claims.size === 0) this.contracts.delete(id);
  }
}
