import { DEFAULT_GOODS, type Good, readGoods } from './goods.js';
import type { MoneyModeDefinition } from './money-mode.js';
import type { MoneyUtilityDefinition } from './money-utility.js';
import { createPairTable, type PairRow, type PairTable, pairRows } from './pair-type.js';
import { readParams } from './param-rules.js';
import type { ExchangeParams, ParamsInput } from './params.js';
import type { PartnerScoreDefinition } from './partner-score.js';
import { Problems } from './problems.js';
import type { PurchaseLimit } from './purchase-limit.js';
import type { RegimeDefinition } from './regime.js';
import { createExchangeRegistry, type DefinitionKind, type ExchangeRegistry } from './registry.js';
import type { BlockSearchDefinition } from './search/block-search.js';
import type { DealSearch } from './search/deal.js';
import { type CreditTerms, readCreditTerms, type TradeCredit } from './trade-credit.js';

/** Rules as a caller writes them. */
export interface RulesInput {
  /** At least two; the order breaks ties. @defaultValue ['A', 'B'] */
  readonly goods?: readonly Good[] | undefined;
  /** A registered name. @defaultValue 'barter_only' */
  readonly regime?: string | undefined;
  /** A registered name. @defaultValue 'quasilinear' */
  readonly moneyMode?: string | undefined;
  /** @defaultValue that of the specification */
  readonly registry?: ExchangeRegistry | undefined;
  readonly params?: ParamsInput | undefined;
  /** @defaultValue a buyer may spend all its money */
  readonly purchaseLimit?: PurchaseLimit | undefined;
  /** Needs a purchase limit. @defaultValue what is bought is paid at once */
  readonly tradeCredit?: TradeCredit | undefined;
}

/** The regime in force: its pair types as rows of the table. */
export interface RegimeRules {
  readonly definition: RegimeDefinition;
  /** In search order. */
  readonly search: readonly PairRow[];
  /** In order of priority. */
  readonly byPriority: readonly PairRow[];
  /** Those that stay when the liquidity gate is closed, in search order. */
  readonly searchClosed: readonly PairRow[];
  /** Those that stay when the liquidity gate is closed, in order of priority. */
  readonly byPriorityClosed: readonly PairRow[];
  /** Trade the first pair type found, not the best. */
  readonly first: boolean;
}

/** Rules, complete and checked: what every name stands for. Made by {@link createRules}. */
export interface Rules {
  readonly goods: readonly Good[];
  readonly regime: string;
  readonly moneyMode: string;
  readonly registry: ExchangeRegistry;
  readonly params: ExchangeParams;
  readonly purchaseLimit: PurchaseLimit | undefined;
  readonly tradeCredit: TradeCredit | undefined;
  readonly pairs: PairTable;
  readonly regimeRules: RegimeRules;
  readonly moneyModeRules: MoneyModeDefinition;
  readonly moneyUtility: MoneyUtilityDefinition;
  readonly blockSearch: BlockSearchDefinition | DealSearch;
  readonly partnerScore: PartnerScoreDefinition;
  readonly creditTerms: CreditTerms | undefined;
}

/**
 * Rules, checked; rules that are complete are given back as they are.
 *
 * @throws ExchangeError with every problem found: `GOODS_INVALID`, `PARAM_INVALID`, `UNKNOWN_PARAM`, `UNKNOWN_NAME` with the names there are, `INVALID_OPTION`
 * @example
 * const rules = createRules({ regime: 'mixed', params: { spread: 0.05 } });
 */
export function createRules(input: RulesInput | Rules = {}): Rules {
  if ('regimeRules' in input) return input;
  const problems = new Problems();
  const rules = readRules(input, 'rules', problems);
  problems.check();
  return rules as Rules;
}

/** Reads rules and notes every problem under `path`; undefined when a name is unknown. */
function readRules(input: RulesInput, path: string, problems: Problems): Rules | undefined {
  const { regime = 'barter_only', moneyMode = 'quasilinear', purchaseLimit, tradeCredit } = input;
  const goods = readGoods(input.goods ?? DEFAULT_GOODS, `${path}.goods`, problems);
  const registry = input.registry ?? createExchangeRegistry();
  const params = readParams(input.params ?? {}, `${path}.params`, problems);
  function named<Kind extends DefinitionKind>(kind: Kind, name: string, at: string) {
    const found = registry.find(kind, name);
    if (found === undefined)
      problems.add('UNKNOWN_NAME', `${path}.${at}`, name, `one of ${registry.names(kind).join(', ')}`);
    return found;
  }
  const definition = named('regime', regime, 'regime');
  const moneyModeRules = named('moneyMode', moneyMode, 'moneyMode');
  const moneyUtility = named('moneyUtility', params.moneyUtilityForm, 'params.moneyUtilityForm');
  const blockSearch = named('blockSearch', params.tradeExecutionMode, 'params.tradeExecutionMode');
  const partnerScore = named('partnerScore', params.partnerScore, 'params.partnerScore');
  if (tradeCredit !== undefined && purchaseLimit === undefined)
    problems.add('INVALID_OPTION', `${path}.tradeCredit`, 'alone', 'together with a purchase limit');
  const creditTerms = tradeCredit === undefined ? undefined : readCreditTerms(tradeCredit, params.moneyScale, problems);
  if (!definition || !moneyModeRules || !moneyUtility || !blockSearch || !partnerScore) return undefined;
  const pairs = createPairTable(
    goods,
    registry.names('pairType').flatMap((name) => registry.find('pairType', name) ?? []),
  );
  const regimeRules = readRegime(definition, pairs, params, path, problems);
  return Object.freeze({
    goods,
    regime,
    moneyMode,
    registry,
    params,
    purchaseLimit,
    tradeCredit,
    pairs,
    regimeRules,
    moneyModeRules,
    moneyUtility,
    blockSearch,
    partnerScore,
    creditTerms,
  });
}

function readRegime(
  definition: RegimeDefinition,
  pairs: PairTable,
  params: ExchangeParams,
  path: string,
  problems: Problems,
): RegimeRules {
  const search = pairRows(pairs, definition.pairs(pairs.goods), `${path}.regime ${definition.name}`, problems);
  if (new Set(search).size < search.length)
    problems.add('DEFINITION_INVALID', `${path}.regime`, definition.name, 'a regime that names each pair type once');
  const byPriority = [...search].sort((a, b) => a.priority - b.priority);
  const money = (rows: readonly PairRow[]): readonly PairRow[] => Object.freeze(rows.filter((row) => row.money));
  const { pairSelection } = params;
  return Object.freeze({
    definition,
    search: Object.freeze(search),
    byPriority: Object.freeze(byPriority),
    searchClosed: money(search),
    byPriorityClosed: money(byPriority),
    first: (pairSelection === 'regime' ? definition.select : pairSelection) === 'first',
  });
}
