import type { Good } from './goods.js';
import { BUILT_IN_MONEY_MODES, type MoneyModeDefinition } from './money-mode.js';
import { LINEAR_MONEY, LOG_MONEY, type MoneyUtilityDefinition } from './money-utility.js';
import { checkPairType, type PairTypeDefinition } from './pair-type.js';
import { BUILT_IN_PARTNER_SCORES, type PartnerScoreDefinition } from './partner-score.js';
import { type Problems, refusal } from './problems.js';
import { BUILT_IN_REGIMES, type RegimeDefinition } from './regime.js';
import type { BlockSearchDefinition } from './search/block-search.js';
import type { DealSearch } from './search/deal.js';
import { NASH_SEARCH } from './search/nash-search.js';
import { MAXIMUM_SEARCH, MINIMUM_SEARCH } from './search/price-search.js';
import type { UtilityFn, UtilitySpec } from './utility/utility.js';
import {
  builtInReaders,
  checkUtilityShape,
  readerOf,
  type UtilityDefinition,
  type UtilityReader,
} from './utility/utility-definition.js';

/** What a registry holds, by name in order of registration. */
export interface Definitions {
  readonly utility: ReadonlyMap<string, UtilityReader>;
  readonly regime: ReadonlyMap<string, RegimeDefinition>;
  readonly moneyMode: ReadonlyMap<string, MoneyModeDefinition>;
  readonly moneyUtility: ReadonlyMap<string, MoneyUtilityDefinition>;
  readonly pairType: ReadonlyMap<string, PairTypeDefinition>;
  readonly blockSearch: ReadonlyMap<string, BlockSearchDefinition | DealSearch>;
  readonly partnerScore: ReadonlyMap<string, PartnerScoreDefinition>;
}

/** Kinds of things one may add. */
export type DefinitionKind = keyof Definitions;

/**
 * Everything that has a name. A value: registering gives a new registry and leaves the old one as it was.
 *
 * Each registering call throws ExchangeError `DUPLICATE_NAME` when the name is taken, `DEFINITION_INVALID` when there is none.
 *
 * @see exchange specification, section 12
 */
export interface ExchangeRegistry {
  /** A utility by its type. */
  utility<Params>(definition: UtilityDefinition<Params>): ExchangeRegistry;
  /** Which pair types are traded. */
  regime(definition: RegimeDefinition): ExchangeRegistry;
  /** How λ is set. */
  moneyMode(definition: MoneyModeDefinition): ExchangeRegistry;
  /** What money is worth to those who hold it. */
  moneyUtility(definition: MoneyUtilityDefinition): ExchangeRegistry;
  /** A pair type that does not follow from the goods, or another priority for one that does. */
  pairType(definition: PairTypeDefinition): ExchangeRegistry;
  /** How two agents find a block. */
  blockSearch(definition: BlockSearchDefinition): ExchangeRegistry;
  /** How promising two agents are to each other. */
  partnerScore(definition: PartnerScoreDefinition): ExchangeRegistry;
  /** In order of registration, built-ins first. */
  names(kind: DefinitionKind): readonly string[];
  /** Undefined for a name that is not registered. */
  find<Kind extends DefinitionKind>(
    kind: Kind,
    name: string,
  ): (Definitions[Kind] extends ReadonlyMap<string, infer Definition> ? Definition : never) | undefined;
  /** Reads a utility and notes every problem under `path`; undefined when there is one. */
  readUtility(
    utility: UtilityFn | UtilitySpec,
    goods: readonly Good[],
    path: string,
    problems: Problems,
  ): UtilityFn | undefined;
}

/**
 * A registry with the utilities, regimes, money modes, forms of money's utility, block searches and partner scores of the specification.
 *
 * @example
 * const registry = createExchangeRegistry().regime({ name: 'bread_only', pairs: () => ['bread<->M'], select: 'first' });
 */
export function createExchangeRegistry(): ExchangeRegistry {
  return registryOf({
    utility: builtInReaders(),
    regime: byName(BUILT_IN_REGIMES),
    moneyMode: byName(BUILT_IN_MONEY_MODES),
    moneyUtility: byName([LINEAR_MONEY, LOG_MONEY]),
    pairType: new Map(),
    blockSearch: byName([MINIMUM_SEARCH, MAXIMUM_SEARCH, NASH_SEARCH]),
    partnerScore: byName(BUILT_IN_PARTNER_SCORES),
  });
}

function byName<Definition extends { readonly name: string }>(
  list: readonly Definition[],
): ReadonlyMap<string, Definition> {
  return new Map(list.map((definition) => [definition.name, definition]));
}

function registryOf(definitions: Definitions): ExchangeRegistry {
  function adding<Kind extends DefinitionKind>(
    kind: Kind,
    name: string,
    definition: Definitions[Kind] extends ReadonlyMap<string, infer Definition> ? Definition : never,
  ): ExchangeRegistry {
    const known: ReadonlyMap<string, unknown> = definitions[kind];
    if (typeof name !== 'string' || name === '') throw refusal('DEFINITION_INVALID', `${kind}.name`, name, 'a name');
    if (known.has(name))
      throw refusal('DUPLICATE_NAME', `${kind}.name`, name, `none of ${[...known.keys()].join(', ')}`);
    return registryOf({ ...definitions, [kind]: new Map<string, unknown>([...known, [name, definition]]) });
  }
  const registry: ExchangeRegistry = {
    utility: (definition) => adding('utility', definition.type, readerOf(definition)),
    regime: (definition) => adding('regime', definition.name, Object.freeze({ ...definition })),
    moneyMode: (definition) => adding('moneyMode', definition.name, Object.freeze({ ...definition })),
    moneyUtility: (definition) => adding('moneyUtility', definition.name, Object.freeze({ ...definition })),
    pairType(definition) {
      checkPairType(definition);
      return adding('pairType', definition.name, Object.freeze({ ...definition }));
    },
    blockSearch: (definition) => adding('blockSearch', definition.name, Object.freeze({ ...definition })),
    partnerScore: (definition) => adding('partnerScore', definition.name, Object.freeze({ ...definition })),
    names: (kind) => [...definitions[kind].keys()],
    find<Kind extends DefinitionKind>(kind: Kind, name: string) {
      const known: ReadonlyMap<string, unknown> = definitions[kind];
      return known.get(name) as
        | (Definitions[Kind] extends ReadonlyMap<string, infer Definition> ? Definition : never)
        | undefined;
    },
    readUtility(utility, goods, path, problems) {
      if ('u' in utility) return checkUtilityShape(utility, goods, path, problems) ? utility : undefined;
      const read = definitions.utility.get(utility.type);
      if (read !== undefined) return read(utility.params ?? {}, goods, path, problems);
      const known = [...definitions.utility.keys()].join(', ');
      problems.add('UNKNOWN_NAME', `${path}.type`, utility.type, `one of ${known}`);
      return undefined;
    },
  };
  return Object.freeze(registry);
}
