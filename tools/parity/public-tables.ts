import { join } from 'node:path';
import { readDelimited } from './read-text.ts';
import type { Column, Table } from './table.ts';

type Records = readonly Readonly<Record<string, string>>[];

/** The public tables with the targets and the columns that their READMEs call honest: no leaks, no ids. */
export function publicTables(data: string): Table[] {
  return [
    telco(data),
    adult(data),
    bank(data),
    cdnow(data),
    iranian(data),
    ...live(data),
    ...pseudoFacebook(data),
  ];
}

function numbers(records: Records, names: readonly string[]): Column[] {
  return names.map((name) => ({
    name,
    numbers: Float32Array.from(records, (record) => numberOf(record[name] ?? '')),
  }));
}

const numberOf = (text: string): number =>
  text === '' || text === 'NA' || text === '?' ? NaN : Number(text);

function words(records: Records, names: readonly string[]): Column[] {
  return names.map((name) => ({
    name,
    words: records.map((record) => {
      const word = record[name] ?? '';
      return word === '' || word === '?' || word === 'NA' ? null : word;
    }),
  }));
}

function flags(records: Records, test: (record: Readonly<Record<string, string>>) => boolean): Float32Array {
  return Float32Array.from(records, (record) => Number(test(record)));
}

function telco(data: string): Table {
  const records = readDelimited(join(data, 'telco_ibm/Telco-Customer-Churn.csv'), ',');
  const numeric = ['SeniorCitizen', 'tenure', 'MonthlyCharges', 'TotalCharges'];
  const left = ['customerID', 'Churn', ...numeric];
  const rest = Object.keys(records[0]!).filter((name) => !left.includes(name));
  return {
    name: 'telco',
    objective: 'logistic',
    columns: [...numbers(records, numeric), ...words(records, rest)],
    target: flags(records, ({ Churn }) => Churn === 'Yes'),
  };
}

function adult(data: string): Table {
  const records = ['adult.data.gz', 'adult.test.gz'].flatMap((file) =>
    readDelimited(join(data, 'adult_census', file), ','),
  );
  const numeric = ['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week'];
  const rest = Object.keys(records[0]!).filter((name) => name !== 'Y' && !numeric.includes(name));
  return {
    name: 'adult',
    objective: 'logistic',
    columns: [...numbers(records, numeric), ...words(records, rest)],
    target: flags(records, ({ Y }) => Y!.startsWith('>50K')),
  };
}

function bank(data: string): Table {
  const records = readDelimited(join(data, 'bank_marketing/bank-full.csv.gz'), ';');
  const numeric = ['age', 'balance', 'day', 'campaign', 'pdays', 'previous'];
  // The duration of the call is known only after it.
  const rest = Object.keys(records[0]!).filter(
    (name) => name !== 'y' && name !== 'duration' && !numeric.includes(name),
  );
  return {
    name: 'bank',
    objective: 'logistic',
    columns: [...numbers(records, numeric), ...words(records, rest)],
    target: flags(records, ({ y }) => y === 'yes'),
  };
}

const DAY_MS = 86_400_000;

/** No purchase in the last 39 weeks, by what the first 39 weeks show. */
function cdnow(data: string): Table {
  const end = Date.UTC(1997, 8, 30);
  const customers = new Map<
    string,
    { days: number[]; discs: number; dollars: number; first: number; hasLater: boolean }
  >();
  for (const record of readDelimited(join(data, 'cdnow/CDNOW_master.txt'), '\t')) {
    const [line] = Object.values(record);
    const [id, date, discs, dollars] = line!.split(/\s+/) as [string, string, string, string];
    const time = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)));
    const its = customers.get(id) ?? {
      days: [],
      discs: 0,
      dollars: 0,
      first: Number(dollars),
      hasLater: false,
    };
    customers.set(id, its);
    if (time > end) its.hasLater = true;
    else {
      its.days.push((end - time) / DAY_MS);
      its.discs += Number(discs);
      its.dollars += Number(dollars);
    }
  }
  const all = [...customers.values()];
  const column = (name: string, of: (its: (typeof all)[number]) => number): Column => ({
    name,
    numbers: Float32Array.from(all, of),
  });
  return {
    name: 'cdnow',
    objective: 'logistic',
    columns: [
      column('orders', ({ days }) => days.length),
      column('discs', ({ discs }) => discs),
      column('dollars', ({ dollars }) => dollars),
      column('first_dollars', ({ first }) => first),
      column('days_since_last', ({ days }) => Math.min(...days)),
      column('days_since_first', ({ days }) => Math.max(...days)),
    ],
    target: Float32Array.from(all, ({ hasLater }) => Number(!hasLater)),
  };
}

function iranian(data: string): Table {
  const records = readDelimited(join(data, 'iranian_churn/Customer_Churn.csv'), ',');
  // Status says almost what churn says; duplicates stay together.
  const names = Object.keys(records[0]!).filter((name) => name !== 'Churn' && name !== 'Status');
  return {
    name: 'iranian',
    objective: 'logistic',
    columns: numbers(records, names),
    target: flags(records, ({ Churn }) => Churn === '1'),
    groups: records.map((record) => Object.values(record).join()),
  };
}

/** What is known before posting: kind, page, and when. */
function live(data: string): Table[] {
  const records = readDelimited(join(data, 'fb_live_thailand/Live.csv'), ',');
  const moments = records.map(({ status_published }) => new Date(`${status_published!} UTC`));
  const column = (name: string, of: (moment: Date) => number): Column => ({
    name,
    numbers: Float32Array.from(moments, of),
  });
  const columns: Column[] = [
    { name: 'kind', words: records.map(({ status_type }) => status_type!) },
    { name: 'page', words: records.map(({ status_id }) => status_id!.split('_')[0]!) },
    column('hour', (moment) => moment.getUTCHours()),
    column('weekday', (moment) => moment.getUTCDay()),
    column('day', (moment) => Math.floor(moment.getTime() / DAY_MS) - 15_000),
  ];
  const groups = records.map(({ status_id }) => status_id!);
  const count = (name: string): Float32Array => Float32Array.from(records, (record) => Number(record[name]));
  return [
    {
      name: 'live reactions',
      objective: 'squared-error',
      columns,
      groups,
      target: count('num_reactions').map(Math.log1p),
    },
    { name: 'live shares', objective: 'tweedie', columns, groups, target: count('num_shares') },
  ];
}

function pseudoFacebook(data: string): Table[] {
  const records = readDelimited(join(data, 'pseudo_facebook/pseudo_facebook.tsv.gz'), '\t');
  const known = ['age', 'dob_day', 'dob_month', 'tenure', 'friend_count', 'friendships_initiated'];
  const gender = words(records, ['gender']);
  return [
    {
      name: 'facebook disengaged',
      objective: 'logistic',
      columns: [...numbers(records, [...known, 'likes_received']), ...gender],
      target: flags(records, ({ likes }) => likes === '0'),
    },
    {
      name: 'facebook likes received',
      objective: 'squared-error',
      columns: [...numbers(records, [...known, 'likes']), ...gender],
      target: Float32Array.from(records, ({ likes_received }) => Math.log1p(Number(likes_received))),
    },
  ];
}
