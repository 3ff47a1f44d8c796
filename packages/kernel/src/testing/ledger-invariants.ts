import { type Decimal, formatUnits, sum, unitsOf, ZERO } from '../decimal.js';
import type { Invariant, Violation } from '../invariants.js';
import type { Ledger } from '../ledger/ledger.js';

/** The kernel's own laws, for any ledger that claims to be one. They look through the named face alone. */
export const ledgerInvariants: readonly Invariant<Ledger>[] = [
  {
    name: 'columns sum to zero',
    check: (ledger) =>
      firstOf(ledger.assets(), (asset) => {
        const total = sum(ledger.agents().map((agent) => ledger.balance(agent, asset)));
        if (total.eq(0)) return undefined;
        return violation('columns sum to zero', `${asset} sums to ${total}`, total);
      }),
  },
  {
    name: 'only issuers and agents that may overdraw are negative',
    check: (ledger) => {
      const { agents, assets } = ledger.snapshot();
      const free = new Set(agents.filter(({ mayOverdraw }) => mayOverdraw === true).map(({ name }) => name));
      return firstOf(assets, ({ name: asset, issuer }) =>
        firstOf(agents, ({ name: agent }) => {
          const balance = ledger.balance(agent, asset);
          if (!balance.lt(0) || agent === issuer || free.has(agent)) return undefined;
          const law = 'only issuers and agents that may overdraw are negative';
          return violation(law, `${agent} has ${balance} of ${asset}`, balance);
        }),
      );
    },
  },
  {
    name: 'balances are on the grid of their asset',
    check: (ledger) =>
      firstOf(ledger.snapshot().assets, ({ name: asset, decimals }) =>
        firstOf(ledger.agents(), (agent) => {
          const balance = ledger.balance(agent, asset);
          if (unitsOf(balance, decimals) !== undefined) return undefined;
          const grid = formatUnits(1n, decimals);
          return violation(
            'balances are on the grid of their asset',
            `${agent} has ${balance} of ${asset}, grid ${grid}`,
          );
        }),
      ),
  },
  {
    name: 'held lists every positive position of a family once',
    check: (ledger) => {
      const families = new Set(ledger.assets().flatMap((asset) => familyOf(asset) ?? []));
      return firstOf([...families], (family) =>
        firstOf(ledger.agents(), (agent) => heldViolation(ledger, agent, family)),
      );
    },
  },
  {
    name: 'the snapshot holds every balance that is not 0',
    check: (ledger) => {
      const { balances } = ledger.snapshot();
      const written = new Map(balances.map(([agent, asset, amount]) => [JSON.stringify([agent, asset]), amount]));
      return firstOf(ledger.assets(), (asset) =>
        firstOf(ledger.agents(), (agent) => {
          const balance = ledger.balance(agent, asset);
          const text = written.get(JSON.stringify([agent, asset])) ?? '0';
          if (balance.toString() === text) return undefined;
          const law = 'the snapshot holds every balance that is not 0';
          return violation(law, `${agent} has ${balance} of ${asset}, the snapshot says ${text}`);
        }),
      );
    },
  },
];

function heldViolation(ledger: Ledger, agent: string, family: string): Violation | undefined {
  const positive = ledger
    .assets()
    .filter((asset) => familyOf(asset) === family && ledger.balance(agent, asset).gt(ZERO))
    .sort();
  const held = ledger.held(agent, family);
  const same =
    held.every(({ asset, amount }) => ledger.balance(agent, asset).eq(amount)) &&
    JSON.stringify(held.map(({ asset }) => asset).sort()) === JSON.stringify(positive);
  if (same) return undefined;
  const list = held.map(({ asset, amount }) => `${amount} of ${asset}`).join(', ');
  const law = 'held lists every positive position of a family once';
  return violation(law, `${agent} holds ${positive.join(', ')}; listed are: ${list}`);
}

function familyOf(asset: string): string | undefined {
  const slash = asset.indexOf('/');
  return slash === -1 ? undefined : asset.slice(0, slash);
}

function violation(invariant: string, message: string, difference?: Decimal): Violation {
  return difference === undefined ? { invariant, message } : { invariant, message, difference };
}

function firstOf<T>(items: readonly T[], check: (item: T) => Violation | undefined): Violation | undefined {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
