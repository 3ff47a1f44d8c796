import type {
  AgentId,
  Contract,
  ContractId,
  ContractRegister,
  Day,
  Decimal,
  Ledger,
  RandomSource,
} from '@bagehot/kernel';
import type { Books } from './books.js';
import type { Payments } from './payment.js';
import type { RingQuanta, RingSystem } from './phase.js';
import type { RingPorts } from './ring-engine.js';

/** What the phases see of the ring. Its functions may be taken out of it (`({ alive, dues }) => ...`), so they are properties, not methods. */
export class RingView implements RingSystem {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly random: RandomSource;
  readonly quanta: RingQuanta;
  readonly #books: Books;
  readonly #payments: Payments;
  readonly #agents: readonly number[];
  readonly #settles: ((contract: Contract) => boolean) | undefined;
  readonly #settlesKind: ((kind: string) => boolean) | undefined;
  #version = -1;
  #aliveNames: readonly AgentId[] = [];
  #aliveIndices: readonly number[] = [];

  /**
   * @param agents - the world's agents without the central bank, in agent order
   * @param rules - which contracts the ring settles; all of them unless given
   */
  constructor(
    ports: { readonly ledger: Ledger; readonly contracts: ContractRegister; readonly random: RandomSource },
    books: Books,
    payments: Payments,
    agents: readonly number[],
    { settles, settlesKind }: Pick<RingPorts, 'settles' | 'settlesKind'>,
  ) {
    this.ledger = ports.ledger;
    this.contracts = ports.contracts;
    this.random = ports.random;
    this.#books = books;
    this.#payments = payments;
    this.#agents = agents;
    this.#settles = settles;
    this.#settlesKind = settlesKind;
    this.quanta = {
      alive: () => {
        this.#refresh();
        return this.#aliveIndices;
      },
      dues: (agent, day) => this.#duesOf(agent, day),
      money: (agent) => payments.money(agent),
      hasDefaulted: (agent) => books.hasDefaulted(agent),
    };
  }

  get day(): Day {
    return this.#books.day;
  }

  readonly alive = (): readonly AgentId[] => {
    this.#refresh();
    return this.#aliveNames;
  };

  readonly dues = (agent: AgentId, day: Day): Decimal =>
    this.#books.money(this.#duesOf(this.#books.accounts.indexOf(agent), day));

  readonly money = (agent: AgentId): Decimal =>
    this.#books.money(this.#payments.money(this.#books.accounts.indexOf(agent)));

  readonly hasDefaulted = (agent: AgentId): boolean => this.#books.hasDefaulted(this.#books.accounts.indexOf(agent));

  readonly aliasOf = (contract: ContractId): string | undefined =>
    this.#books.aliasOf(this.#books.register.indexOf(contract));

  /** Does the ring settle this contract? */
  settles(contract: number): boolean {
    const { register } = this.#books;
    if (this.#settlesKind?.(register.kindOf(contract)) === false) return false;
    if (this.#settles === undefined) return true;
    const named = this.contracts.get(this.#books.id(contract));
    return named !== undefined && this.#settles(named);
  }

  #duesOf(agent: number, day: Day): bigint {
    const { register } = this.#books;
    if (this.#settles === undefined && this.#settlesKind === undefined) return register.dues(agent, day);
    let due = 0n;
    for (const contract of register.owedBy(agent))
      if (register.dueDayOf(contract) === day && this.settles(contract)) due += register.amountOf(contract);
    return due;
  }

  #refresh(): void {
    const books = this.#books;
    if (this.#version === books.defaultVersion) return;
    this.#version = books.defaultVersion;
    this.#aliveIndices = this.#agents.filter((agent) => !books.hasDefaulted(agent));
    this.#aliveNames = this.#aliveIndices.map((agent) => books.name(agent));
  }
}
