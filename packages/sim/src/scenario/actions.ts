import type { AgentId } from '@bagehot/kernel';
import type { AgentKind, RingAction } from '@bagehot/ring';
import type { Amounts } from './amounts.js';
import { asCount, asText, entries, field } from './field.js';
import { type Path, type Problems, shown } from './problems.js';

/** Kinds that may have deposits at a bank. */
const CUSTOMERS: readonly AgentKind[] = ['household', 'firm', 'treasury', 'dealer', 'vbt', 'bank'];
/** Kinds that may hold reserves. */
const RESERVE_HOLDERS: readonly AgentKind[] = ['bank', 'treasury'];

/**
 * Reads actions one by one, in the order in which they will happen, and checks what can be checked before a run: that agents and aliases exist by
 * then, that kinds may do what they do, that amounts and days make sense. Whether the money is there shows only in the run.
 */
export class ActionReader {
  readonly #problems: Problems;
  readonly #amounts: Amounts;
  readonly #kinds: ReadonlyMap<AgentId, AgentKind>;
  readonly #aliases: Set<string> = new Set();
  readonly #contracts: Set<string> = new Set();
  /** Day of the action being read; opening actions happen on day 0. */
  #day = 0;
  #path: Path = [];
  #fields: unknown;

  constructor(problems: Problems, amounts: Amounts, kinds: ReadonlyMap<AgentId, AgentKind>) {
    this.#problems = problems;
    this.#amounts = amounts;
    this.#kinds = kinds;
  }

  /** Reads `{ mint_cash: { to, amount } }` and its like; undefined when it is beyond repair. */
  read(path: Path, value: unknown, day: number): RingAction | undefined {
    const [first, second] = entries(value);
    if (first === undefined || second !== undefined) {
      this.#problems.add('E_VALUE', path, `must be exactly one action, such as mint_cash, but is ${shown(value)}`);
      return undefined;
    }
    const [kind, fields] = first;
    this.#day = day;
    this.#path = [...path, kind];
    this.#fields = fields;
    switch (kind) {
      case 'mint_cash':
      case 'mint_reserves':
        return this.#mint(kind);
      case 'transfer_cash':
        return this.#between(['from_agent', 'to_agent'], ([fromAgent, toAgent]) => ({
          kind,
          fromAgent,
          toAgent,
          amount: this.#amount('amount'),
        }));
      case 'transfer_reserves':
        return this.#between(['from_bank', 'to_bank'], ([fromBank, toBank]) => {
          this.#allow('from_bank', fromBank, RESERVE_HOLDERS, 'hold reserves');
          this.#allow('to_bank', toBank, RESERVE_HOLDERS, 'hold reserves');
          return { kind, fromBank, toBank, amount: this.#amount('amount') };
        });
      case 'deposit_cash':
      case 'withdraw_cash':
        return this.#between(['customer', 'bank'], ([customer, bank]) => {
          this.#allow('customer', customer, CUSTOMERS, 'hold deposits');
          this.#allow('bank', bank, ['bank'], 'issue deposits');
          return { kind, customer, bank, amount: this.#amount('amount') };
        });
      case 'client_payment':
        return this.#between(['payer', 'payee'], ([payer, payee]) => ({
          kind,
          payer,
          payee,
          amount: this.#amount('amount'),
        }));
      case 'create_payable':
        return this.#createPayable();
      case 'transfer_claim':
        return this.#transferClaim();
      default:
        return undefined;
    }
  }

  #mint(kind: 'mint_cash' | 'mint_reserves'): RingAction {
    const to = this.#agent('to');
    if (kind === 'mint_reserves') this.#allow('to', to, RESERVE_HOLDERS, 'hold reserves');
    else if (this.#kinds.get(to) === 'central_bank')
      this.#problems.add('E_POLICY', this.#at('to'), `${to} is the central bank, which issues cash and holds none`);
    const alias = this.#newAlias(false);
    return { kind, to, amount: this.#amount('amount'), ...(alias === undefined ? {} : { alias }) };
  }

  #createPayable(): RingAction | undefined {
    return this.#between(['from', 'to'], ([from, to]) => {
      if (this.#kinds.get(from) === 'central_bank')
        this.#problems.add(
          'E_POLICY',
          this.#at('from'),
          `${from} is the central bank, which cannot default and so issues no payables`,
        );
      const amount = this.#amount('amount');
      const dueDay = asCount(field(this.#fields, 'due_day')) ?? 0;
      if (dueDay < this.#day)
        this.#problems.add(
          'E_DUE_DAY',
          this.#at('due_day'),
          `must not lie before its action's day ${this.#day}, but is ${dueDay}`,
        );
      const distance = asCount(field(this.#fields, 'maturity_distance'));
      if (distance === 0)
        this.#problems.add('E_DUE_DAY', this.#at('maturity_distance'), 'must be at least 1, but is 0');
      const holder = field(this.#fields, 'holder') === undefined ? undefined : this.#agent('holder');
      if (holder !== undefined && holder === from)
        this.#problems.add('E_SELF_COUNTERPARTY', this.#at('holder'), `${holder} would hold a claim on itself`);
      const alias = this.#newAlias(true);
      return {
        kind: 'create_payable',
        from,
        to,
        amount,
        dueDay,
        ...(alias === undefined ? {} : { alias }),
        ...(distance === undefined ? {} : { maturityDistance: distance }),
        ...(holder === undefined ? {} : { holder }),
      };
    });
  }

  #transferClaim(): RingAction {
    const contractAlias = asText(field(this.#fields, 'contract_alias'));
    const contractId = asText(field(this.#fields, 'contract_id'));
    if ((contractAlias === undefined) === (contractId === undefined))
      this.#problems.add('E_VALUE', this.#path, 'needs either contract_alias or contract_id');
    if (contractAlias !== undefined && !this.#contracts.has(contractAlias))
      this.#problems.add(
        'E_ALIAS_UNKNOWN',
        this.#at('contract_alias'),
        `no payable is called ${shown(contractAlias)} by then`,
      );
    const fromAgent = field(this.#fields, 'from_agent') === undefined ? undefined : this.#agent('from_agent');
    const toAgent = this.#agent('to_agent');
    if (fromAgent !== undefined && fromAgent === toAgent && toAgent !== '')
      this.#problems.add('E_SELF_COUNTERPARTY', this.#at('to_agent'), `${toAgent} is on both sides`);
    return {
      kind: 'transfer_claim',
      ...(contractAlias === undefined ? {} : { contractAlias }),
      ...(contractId === undefined ? {} : { contractId }),
      ...(fromAgent === undefined ? {} : { fromAgent }),
      toAgent,
      ...(field(this.#fields, 'face') === undefined ? {} : { face: this.#amount('face') }),
    };
  }

  /** Reads two agents that must differ. */
  #between(names: readonly [string, string], build: (agents: readonly [AgentId, AgentId]) => RingAction): RingAction {
    const agents = [this.#agent(names[0]), this.#agent(names[1])] as const;
    if (agents[0] === agents[1] && agents[0] !== '')
      this.#problems.add('E_SELF_COUNTERPARTY', this.#at(names[1]), `${agents[1]} is on both sides`);
    return build(agents);
  }

  /** An agent that exists, or '' with a problem. */
  #agent(name: string): AgentId {
    const agent = asText(field(this.#fields, name));
    if (agent === undefined) return '';
    if (!this.#kinds.has(agent))
      this.#problems.add('E_AGENT_UNKNOWN', this.#at(name), `there is no agent ${shown(agent)}`);
    return agent;
  }

  #allow(name: string, agent: AgentId, kinds: readonly AgentKind[], what: string): void {
    const kind = this.#kinds.get(agent);
    if (kind !== undefined && !kinds.includes(kind))
      this.#problems.add(
        'E_POLICY',
        this.#at(name),
        `${agent} is a ${kind} and may not ${what}; allowed: ${kinds.join(', ')}`,
      );
  }

  #newAlias(ofContract: boolean): string | undefined {
    const alias = asText(field(this.#fields, 'alias'));
    if (alias === undefined) return undefined;
    if (this.#aliases.has(alias))
      this.#problems.add('E_ALIAS_DUPLICATE', this.#at('alias'), `${shown(alias)} is taken already`);
    this.#aliases.add(alias);
    if (ofContract) this.#contracts.add(alias);
    return alias;
  }

  #amount(name: string): ReturnType<Amounts['positive']> {
    return this.#amounts.positive(this.#at(name), field(this.#fields, name));
  }

  #at(name: string): Path {
    return [...this.#path, name];
  }
}
