import { existsSync } from 'node:fs';
import { parseContract, type Contract } from '@engage/schema';
import type { ScoreResponse } from '@engage/scoring';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engageHere } from './engage-here.ts';
import { start, type Started } from './engage.ts';
import { CUSTOMERS, makeReference, removeReference, type Reference } from './reference.ts';

jest.setTimeout(300_000);

type Row = Record<string, string | number | boolean | null>;

/** Waits for the first line of what a server prints. */
function firstLine({ child, ended }: Started): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0]!);
    });
    void ended.then(({ err }) => reject(new Error(`Expected a server, found one that ended: ${err}`)));
  });
}

describe('engage serve on 1,500 customers', () => {
  let reference: Reference;
  let contract: Contract;
  let server: Started;
  let url: string;
  beforeAll(async () => {
    reference = await makeReference();
    const request = JSON.parse(readFileSync(join(reference.run, 'request.json'), 'utf8')) as {
      contract: { text: string; name: string };
    };
    contract = parseContract(request.contract.text, request.contract.name);
    server = start(['serve', '--port', '0', '--json', '--home', reference.home], {
      ENGAGE_LOG_LEVEL: 'error',
    });
    ({ url } = JSON.parse(await firstLine(server)) as { url: string });
  });
  afterAll(() => {
    server.child.kill('SIGKILL');
    removeReference(reference);
  });

  const query = async (sql: string): Promise<Row[]> => {
    const { code, out, err } = await engageHere(['query', sql, '--json', '--home', reference.home]);
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as Row[];
  };
  const post = (body: object) =>
    fetch(`${url}/v1/score`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** Curated rows as requests have them: whole numbers come as text from a query. */
  const customersOf = async (): Promise<Row[]> => {
    const read = new Set(contract.models.flatMap(({ features }) => features));
    const columns = contract.columns.filter(
      ({ name }) => name === contract.idColumn || read.has(name) || contract.peerGroup.includes(name),
    );
    const rows = await query(
      `select ${columns.map(({ name }) => `"${name}"`).join(', ')} from curated order by "${contract.idColumn}"`,
    );
    for (const row of rows)
      for (const { name, type } of columns)
        if (type === 'integer' && row[name] !== null) row[name] = Number(row[name]);
    return rows;
  };

  it('says of every customer what the run says, to the last digit', async () => {
    const customers = await customersOf();
    expect(customers).toHaveLength(CUSTOMERS);
    const answers: ScoreResponse['customers'][number][] = [];
    for (let from = 0; from < CUSTOMERS; from += 500) {
      const response = await post({ customers: customers.slice(from, from + 500) });
      const answer = (await response.json()) as ScoreResponse;
      expect([response.status, answer.runId]).toEqual([200, reference.runId]);
      answers.push(...answer.customers);
    }
    const [version] = await query('select distinct model_version from ensemble');
    expect(
      ((await (await post({ customers: customers.slice(0, 1) })).json()) as ScoreResponse).modelVersion,
    ).toBe(version!['model_version']);
    const id = contract.idColumn;
    for (const { name } of contract.models) {
      const predicted = await query(
        `select prediction, low, high, flag from predictions_${name} order by "${id}"`,
      );
      expect(answers.map(({ predictions }) => predictions[name]!.prediction)).toEqual(
        predicted.map(({ prediction }) => prediction),
      );
      expect(answers.map(({ predictions }) => predictions[name]!.interval)).toEqual(
        predicted.map(({ low, high }) => ({ low, high })),
      );
      expect(answers.map(({ predictions }) => predictions[name]!.flagged)).toEqual(
        predicted.map(({ flag }) => flag),
      );
      const told = await query(`select * from explanations_${name} order by "${id}"`);
      const reasons = told.map((row) =>
        [1, 2, 3].flatMap((k) =>
          row[`feature_${k}`] === null
            ? []
            : [[row[`feature_${k}`], row[`contribution_${k}`], row[`actionable_${k}`], row[`reason_${k}`]]],
        ),
      );
      expect(reasons.flat().length).toBeGreaterThan(2 * CUSTOMERS);
      const served = answers.map(({ predictions }) =>
        predictions[name]!.reasons!.map(({ feature, contribution, actionable, words }) => [
          feature,
          contribution,
          actionable,
          words,
        ]),
      );
      expect(served).toEqual(reasons);
    }
  });

  it('needs nothing of the run but its models, and neither DuckDB nor XGBoost', () => {
    if (!existsSync(`/proc/${server.child.pid}/maps`)) return;
    const maps = readFileSync(`/proc/${server.child.pid}/maps`, 'utf8');
    expect(maps).not.toMatch(/duckdb|koffi|xgboost/i);
  });

  it('says what to do where it cannot serve', async () => {
    const port = new URL(url).port;
    const taken = await engageHere(['serve', '--port', port, '--home', reference.home]);
    expect([taken.code, taken.err]).toEqual([
      2,
      expect.stringContaining('found it taken; choose another with --port'),
    ]);
    const none = await engageHere(['serve', '--run', 'ffff', '--home', reference.home]);
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('begins with "ffff"')]);
    const empty = await engageHere(['serve', '--home', join(reference.folder, 'nothing')]);
    expect([empty.code, empty.err]).toEqual([2, expect.stringContaining('"npx engage start" makes one')]);
  });

  it('ends when it is told to, with code 0', async () => {
    server.child.kill('SIGTERM');
    const { code, out, err } = await server.ended;
    expect([code, out.split('\n').length, err.trim()]).toEqual([
      0,
      2,
      'Stopping; press Ctrl-C again to stop at once',
    ]);
    await expect(post({})).rejects.toThrow();
  });
});
