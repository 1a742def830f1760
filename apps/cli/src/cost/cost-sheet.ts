import type { Estimate } from '@engage/cost';
import { textTable } from '../terminal/table.ts';
import type { Costs } from './estimate-costs.ts';

/** The estimate as text: the run, then each stack a month. */
export function costSheet({ customers, region, pricesAsOf, run, scoring, months }: Costs): string {
  const count = customers.toLocaleString('en');
  const idle = Object.entries(months).flatMap(([stack, its]) => [
    '',
    `${stack}, a month though nothing runs`,
    its.lines.length === 0 ? '  nothing' : table(its),
  ]);
  return [
    `One run of ${count} ${customers === 1 ? 'customer' : 'customers'} in ${region}`,
    table(run),
    `Scoring them with the models of another run: $${money(scoring.totalUsd)}`,
    ...idle,
    '',
    `Prices as last known on ${pricesAsOf}, without free tiers; most were not compared with their pages that day.`,
    'A key costs $1 a month more once it was rotated, a year after it was made. Times are local measurements',
    'with assumed factors, and objects are counted as for 100,000 customers at any size:',
    'nothing of this was measured on AWS (docs/decisions/0015-what-a-run-costs.md).',
  ].join('\n');
}

function table({ lines, totalUsd }: Estimate): string {
  const rows = lines.map(({ what, quantity, unit, usd }) => [what, amount(quantity), unit, money(usd)]);
  return textTable(['', 'quantity', 'unit', 'USD'], [...rows, ['Together', '', '', money(totalUsd)]]);
}

const amount = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(3));
const money = (usd: number): string => (usd < 1 ? usd.toFixed(4) : usd.toFixed(2));
