import type { ContractId } from '../identity.js';

/** Kinds whose ids have a letter of their own: payables are P1, P2, ..., loans L1, L2, ... */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['payable', 'P'],
  ['loan', 'L'],
]);

const LETTER_ID = /^([PL])([1-9][0-9]{0,9})$/;
const KIND_ID = /^(.*):([1-9][0-9]{0,9})$/s;

/** The id of the `number`-th contract (from 1) of a kind: `P7`, `L1`, or `<kind>:3`. */
export function contractId(kind: string, number: number): ContractId {
  const letter = LETTERS.get(kind);
  return letter === undefined ? `${kind}:${number}` : `${letter}${number}`;
}

/** Kind and number of an id; undefined for a text that is no contract's id. */
export function parseContractId(id: string): { readonly kind: string; readonly number: number } | undefined {
  const lettered = LETTER_ID.exec(id);
  if (lettered !== null) return { kind: lettered[1] === 'P' ? 'payable' : 'loan', number: Number(lettered[2]) };
  const plain = KIND_ID.exec(id);
  if (plain === null || LETTERS.has(plain[1] as string)) return undefined;
  return { kind: plain[1] as string, number: Number(plain[2]) };
}
