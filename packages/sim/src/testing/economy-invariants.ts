import type { Invariant } from '@bagehot/kernel';
import {
  columnsSumToZero,
  goodsComeFromNature,
  moneyComesFromItsIssuer,
  netWorthIsNothing,
  onlyIssuersAreNegative,
  stationsAreEmpty,
} from './balance-laws.js';
import { claimsSumToContracts, debtorsAreAlive, nothingIsOverdue } from './contract-laws.js';
import type { EconomyState } from './economy-state.js';
import { law } from './law.js';
import { custodyIsBooked, loansAreBooked } from './loan-laws.js';
import { journalTellsAll } from './replay-law.js';

/**
 * The laws of an economy after every part of a day, as data (one-economy specification, section 12): E1 to E12, and that a claim is paid once. E12 looks at the rows of
 * the journal here, and at its entries once a day, see {@link dailyInvariants}; E13, about two runs, is {@link sameDraws}.
 */
export const economyInvariants: readonly Invariant<EconomyState>[] = [
  law('E1', columnsSumToZero),
  law('E2', claimsSumToContracts),
  law('E3', onlyIssuersAreNegative),
  law('E4', stationsAreEmpty),
  law('E5', moneyComesFromItsIssuer),
  law('E6', goodsComeFromNature),
  law('E7', nothingIsOverdue),
  law('E8', custodyIsBooked),
  law('E9', loansAreBooked),
  law('E10', netWorthIsNothing),
  law('E11', debtorsAreAlive),
  law('E12', (_accounts, _register, state) => state.untold()),
  law('paid once', (_accounts, _register, state) => state.misPaid()),
];

/** The law that is dearer to look at: E12. */
export const dailyInvariants: readonly Invariant<EconomyState>[] = [law('E12', journalTellsAll)];
