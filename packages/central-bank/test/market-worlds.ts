import {
  type AmountInput,
  type CentralBankOptions,
  type CentralBankService,
  createBrokeredTreasury,
  createCentralBank,
  createTreasury,
  type MoneyMarketEvent,
  reserveAccounts,
  type StoredTreasury,
} from '@bagehot/central-bank';
import {
  type ContractRegister,
  createContracts,
  createEventLog,
  createLedger,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';

/** Two treasuries with a state of their own, and the agents F1 to F3 around them. */
export type Kind = 'ledger' | 'brokered';

/** A central bank, its counterpart, and everything they are on. */
export interface World {
  readonly kind: Kind;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly events: EventLog<MoneyMarketEvent>;
  readonly bank: CentralBankService;
  readonly treasury: StoredTreasury;
  /** What bonds cost from now on; null where there is no market. */
  price: AmountInput | null;
  tick: number;
}

/** What a world may begin with. */
export interface WorldOptions {
  readonly reserves?: readonly [AmountInput, AmountInput, AmountInput];
  readonly deposit?: AmountInput;
  readonly inventory?: number;
  readonly holdings?: readonly [number, number, number];
  readonly fraction?: AmountInput;
  readonly weights?: readonly [number, number, number];
  readonly bonds?: CentralBankOptions['initialBonds'];
}

const NAMES = ['F1', 'F2', 'F3'] as const;

/** A new world, or one that goes on from the snapshots of another. */
export function worldOf(kind: Kind, options: WorldOptions = {}, from?: WorldSnapshot): World {
  const {
    reserves = ['600.00', '400.00', '0.01'],
    deposit = 0,
    inventory = 1000,
    holdings = [300, 200, 0],
    fraction = 1,
    weights = [1, 2, 0],
    bonds = { quantity: 0, bookValue: 0 },
  } = options;
  const ports = from === undefined ? opened(reserves, deposit) : restored(from);
  const events = createEventLog<MoneyMarketEvent>();
  const world = { kind, ...ports, events, price: null as AmountInput | null, tick: from?.tick ?? 0 };
  const clock = {
    get tick(): number {
      return world.tick;
    },
  };
  const market = { ...ports, events, clock };
  const recipients = NAMES.map((agentId, k) => ({ agentId, weight: weights[k] as number }));
  const bank = createCentralBank(
    { initialPolicyRate: '0.05', faceValue: '1.00', initialBonds: bonds },
    { ...market, pricing: { price: () => world.price } },
    from?.bank,
  );
  const treasury =
    kind === 'ledger'
      ? createTreasury({ inventory, faceValue: '1.00', passThrough: { fraction, recipients } }, market, from?.treasury)
      : createBrokeredTreasury(
          { holders: NAMES.map((agentId, k) => ({ agentId, quantity: holdings[k] as number })) },
          market,
          from?.treasury,
        );
  return Object.assign(world, { bank, treasury });
}

function opened(reserves: readonly AmountInput[], deposit: AmountInput): ReturnType<typeof reserveAccounts> {
  return reserveAccounts({
    balances: [...NAMES.map((name, k) => [name, reserves[k] as AmountInput] as const), ['treasury', deposit]],
  });
}

function restored({ ledger: from, contracts }: WorldSnapshot): ReturnType<typeof reserveAccounts> {
  const ledger = createLedger({ from });
  return { ledger, contracts: createContracts(ledger, contracts) };
}

/** Everything there is to know of a world between two operations, as data. */
export interface WorldSnapshot {
  readonly ledger: ReturnType<Ledger['snapshot']>;
  readonly contracts: ReturnType<ContractRegister['snapshot']>;
  readonly bank: ReturnType<CentralBankService['snapshot']>;
  readonly treasury: ReturnType<StoredTreasury['snapshot']>;
  readonly tick: number;
}

/** The world as data that has been through a file. */
export function snapshotOf({ ledger, contracts, bank, treasury, tick }: World): WorldSnapshot {
  return JSON.parse(
    JSON.stringify({
      ledger: ledger.snapshot(),
      contracts: contracts.snapshot(),
      bank: bank.snapshot(),
      treasury: treasury.snapshot(),
      tick,
    }),
  ) as WorldSnapshot;
}
