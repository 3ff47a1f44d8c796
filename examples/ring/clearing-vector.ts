/** What everybody can pay when all pay at once: the greatest clearing vector, in fractions and in whole quanta. */
import { type ClearingVector, clearingVector } from '@bagehot/ring';

// Ada has 5 and owes Ben 10. Ben has nothing, and owes Ada 4 and Cleo 8. Cleo owes nothing.
const [ada, ben, cleo] = [0, 1, -1];
export const vector: ClearingVector = clearingVector({
  money: [5n, 0n],
  due: [10n, 12n],
  claims: [
    { debtor: ada, holder: ben, face: 10n },
    { debtor: ben, holder: ada, face: 4n },
    { debtor: ben, holder: cleo, face: 8n },
  ],
});

['Ada', 'Ben'].forEach((name, k) => {
  const { numerator, denominator } = vector.exact[k] ?? { numerator: 0n, denominator: 1n };
  console.log(`${name} pays ${numerator}/${denominator} exactly, ${vector.paid[k]} in whole quanta`);
});
