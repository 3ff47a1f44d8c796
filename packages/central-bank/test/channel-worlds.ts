import {
  type AmountInput,
  type CallMarketService,
  type CentralBankService,
  type ClearingReport,
  createBrokeredTreasury,
  createCallMarket,
  createCentralBank,
  createTreasury,
  type MoneyMarketEvent,
  type PassThrough,
  reserveAccounts,
  reserveTargetSupply,
  type StoredTreasury,
  type SupplyRule,
} from '@bagehot/central-bank';
import {
  type ContractRegister,
  createContracts,
  createEventLog,
  createLedger,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';

/** Who has what, and what lenders keep. */
interface ChannelAgent {
  readonly agentId: string;
  readonly reserves: AmountInput;
  readonly target?: AmountInput;
}

/** A money market between central bank, treasury and firms. */
export interface ChannelSetup {
  readonly agents: readonly ChannelAgent[];
  readonly requests: readonly { readonly borrowerId: string; readonly amount: AmountInput }[];
  readonly sensitivity: AmountInput;
  readonly ticksPerYear: number;
  readonly moneyDecimals: number;
  readonly policyRate: AmountInput;
  readonly treasury: {
    readonly faceValue: AmountInput;
    readonly inventory: number;
    readonly bonds: { readonly quantity: number; readonly bookValue: AmountInput };
    readonly deposit: AmountInput;
    readonly passThrough?: PassThrough;
    /** Bonds are bought from agents, not from the treasury. */
    readonly holders?: readonly { readonly agentId: string; readonly quantity: number }[];
  };
}

/** The services on one ledger. */
export interface Channel {
  readonly setup: ChannelSetup;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly events: EventLog<MoneyMarketEvent>;
  readonly bank: CentralBankService;
  readonly market: CallMarketService;
  readonly treasury: StoredTreasury;
  readonly supply: SupplyRule;
}

/** Everything, as data that has been through a file. */
export interface ChannelSnapshot {
  readonly ledger: ReturnType<Ledger['snapshot']>;
  readonly contracts: ReturnType<ContractRegister['snapshot']>;
  readonly bank: ReturnType<CentralBankService['snapshot']>;
  readonly market: ReturnType<CallMarketService['snapshot']>;
  readonly treasury: ReturnType<StoredTreasury['snapshot']>;
}

/** A channel before its first tick, or one that goes on from a snapshot. */
export function channelOf(setup: ChannelSetup, from?: ChannelSnapshot): Channel {
  const { agents, treasury: terms } = setup;
  const accounts = from === undefined ? opened(setup) : restored(from);
  const events = createEventLog<MoneyMarketEvent>();
  const ports = { ...accounts, events };
  const { faceValue, bonds, holders, inventory, passThrough } = terms;
  const bank = createCentralBank(
    { initialPolicyRate: setup.policyRate, faceValue, initialBonds: bonds },
    ports,
    from?.bank,
  );
  const treasury =
    holders === undefined
      ? createTreasury(
          { faceValue, inventory, ...(passThrough === undefined ? {} : { passThrough }) },
          ports,
          from?.treasury,
        )
      : createBrokeredTreasury({ holders }, ports, from?.treasury);
  const market = createCallMarket({ spreadSensitivity: setup.sensitivity, ticksPerYear: setup.ticksPerYear }, ports);
  if (from !== undefined) market.restore(from.market);
  const targets = agents.flatMap(({ agentId, target }) => (target === undefined ? [] : [[agentId, target] as const]));
  return { setup, ...ports, bank, treasury, market, supply: reserveTargetSupply(new Map(targets)) };
}

function opened({ agents, treasury, moneyDecimals }: ChannelSetup): ReturnType<typeof reserveAccounts> {
  const balances = agents.map(({ agentId, reserves }) => [agentId, reserves] as const);
  return reserveAccounts({ balances: [...balances, ['treasury', treasury.deposit]], moneyDecimals });
}

function restored({ ledger: from, contracts }: ChannelSnapshot): ReturnType<typeof reserveAccounts> {
  const ledger = createLedger({ from });
  return { ledger, contracts: createContracts(ledger, contracts) };
}

/** The channel as data. */
export function snapshotChannel({ ledger, contracts, bank, market, treasury }: Channel): ChannelSnapshot {
  return JSON.parse(
    JSON.stringify({
      ledger: ledger.snapshot(),
      contracts: contracts.snapshot(),
      bank: bank.snapshot(),
      market: market.snapshot(),
      treasury: treasury.snapshot(),
    }),
  ) as ChannelSnapshot;
}

/** Lenders supply by their rule, borrowers ask for what they always ask for, and the session clears at the policy rate. */
export function runSession({ setup, ledger, market, bank, supply }: Channel, tick: number): ClearingReport {
  for (const { agentId } of setup.agents) {
    const balance = ledger.balance(agentId, 'reserves');
    market.supplyReserves(agentId, supply.amount({ agent: agentId, tick, balance }));
  }
  for (const request of setup.requests) market.requestLoan(request);
  market.processMarketClearing(bank.getPolicyRate().rate);
  const report = market.lastClearing();
  if (report === null) throw new Error('no session');
  return report;
}
