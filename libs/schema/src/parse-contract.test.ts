import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContractError } from './contract-error.ts';
import type { Contract } from './contract.ts';
import { INVALID_CASES } from './parse-contract.cases.ts';
import { parseContract } from './parse-contract.ts';

const ROOT = join(import.meta.dirname, '../../..');
const guide = readFileSync(join(ROOT, 'docs/guides/contract.md'), 'utf8');
const gym = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';

/** The guide's contract with one text replaced; fails when the text is not there. */
function mutated(from: string, to: string): string {
  expect(gym).toContain(from);
  return gym.replace(from, () => to);
}

function refusal(text: string): ContractError {
  try {
    parseContract(text, 'gym.odcs.yaml');
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error('Expected the contract to be refused');
}

describe('parseContract()', () => {
  it("parseContract() reads the guide's example", () => {
    const contract = parseContract(gym, 'gym.odcs.yaml');
    expect(contract.idColumn).toBe('member_id');
    expect(contract.asOfColumn).toBe('month');
    expect(contract.asOf).toBeNull();
    expect(contract.partitionBy).toEqual(['plan']);
    expect(contract.rules[0]?.expression).toBe("plan <> 'yearly' or fee_usd > 0");
    expect(contract.split).toMatchObject({ by: 'time', holdout: 2, purgeDays: 0 });
    expect(contract.dialect).toEqual({
      delimiter: ';',
      quote: '"',
      nullTokens: ['', 'NA'],
      encoding: 'utf-8',
    });
    expect(contract.segmentBy).toEqual(['leaving']);
    expect(contract.maxQuarantineShare).toBe(0.05);
    expect(contract.columns.find(({ name }) => name === 'visits_week')).toMatchObject({
      minimum: 0,
      maximum: 50,
      unit: 'count/week',
      theme: 'visits',
      actionable: true,
    });
  });

  it.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['"2026-03-01T12:30:00Z"', '2026-03-01T12:30:00.000Z'],
  ])('parseContract() reads the cut %s as a moment', (text, moment) => {
    const stated = mutated(
      '- property: split',
      `- { property: asOf, value: ${text} }\n      - property: split`,
    );
    expect(parseContract(stated, 'gym.odcs.yaml').asOf).toBe(moment);
  });

  it('parseContract() names file, line, field, expected, found and what to do', () => {
    expect(refusal(mutated('logicalType: date', 'logicalType: day')).message).toBe(
      'Expected schema[0].properties[1].logicalType (column "month") to be one of string, integer, number, boolean, date, timestamp, found "day" (gym.odcs.yaml, line 20); correct it',
    );
    expect(refusal(mutated('plan, fee_usd]', 'plan, fee_us]')).message).toBe(
      'Expected schema[0].customProperties[0].value[0].features[2] to be the name of a column of the table, found "fee_us" (gym.odcs.yaml, line 85); did you mean "fee_usd"?',
    );
  });

  it('parseContract() tells all problems at once, in the order of the file', () => {
    const error = refusal(mutated('maximum: 50', 'maximum: -1').replace('higherIsBetter', 'higherIsBest'));
    expect(error.problems).toHaveLength(3);
    expect(error.message).toMatch(/found 3 problems:\n {2}Expected .*maximum.*\n {2}.*higherIsBe/s);
  });

  it.each(INVALID_CASES)('parseContract() refuses %s', (_, from, to, message) => {
    const error = refusal(mutated(from === '' ? gym : from, to));
    expect(error.message).toMatch(message);
    for (const problem of error.problems) {
      expect(problem).toMatch(/^Expected [\s\S]*, found[\s\S]* \(gym\.odcs\.yaml(, line \d+)?\); .+[^.]$/);
    }
  });

  const sensitive = ['race', 'ethnicity', 'Religion', 'sexual_orientation', 'politicalViews', 'orientation'];
  it.each(sensitive)('parseContract() refuses %s as a feature, accepts it as protected', (name) => {
    const feature = mutated('name: visits_week', `name: ${name}`)
      .replace('[visits_week,', `[${name},`)
      .replace('expression: visits_week', `expression: ${name}`);
    expect(refusal(feature).message).toMatch(/no attribute that decisions may not rest on/);
    const band = mutated('birth_year', name).replace('case when birth_year', `case when ${name}`);
    expect(parseContract(band, 'gym.odcs.yaml').columns.map((column) => column.name)).toContain(name);
  });

  it('parseContract() lets a column be feature and protected when it says both', () => {
    const text = mutated('value: [protected]', 'value: [feature, protected]').replace(
      'plan, fee_usd]',
      'birth_year]',
    );
    expect(parseContract(text, 'gym.odcs.yaml').models[0]?.features).toContain('birth_year');
  });

  it('parseContract() lets a contract name columns that must be quoted', () => {
    const text = mutated('name: birth_year', `name: 'Née "en"'`).replace(
      /expression: "?'?case when birth_year.*$/m,
      () => `expression: '"Née ""en"""' }`,
    );
    expect(parseContract(text, 'gym.odcs.yaml').protectedBands[0]?.expression).toBe('"Née ""en"""');
    expect(refusal(text.replace('"Née ""', '"Nee ""')).message).toMatch(/did you mean "Née "en""/);
  });

  it('parseContract() reads an anchor as the list that it stands for', () => {
    const customers = readFileSync(join(ROOT, 'contracts/customers.odcs.yaml'), 'utf8');
    const { models } = parseContract(customers, 'customers.odcs.yaml');
    expect(models[2]?.features).toEqual(models[1]?.features);
  });

  it('parseContract() gives a contract or a ContractError for any mutation of the text', () => {
    const lines = gym.split('\n');
    const outcomes = { read: 0, refused: 0 };
    const snippet = fc.oneof(
      fc.constantFrom(
        '',
        '~',
        '[]',
        '{}',
        '- ',
        '&a [*a]',
        '*x',
        '!!binary aGk=',
        '? ',
        '"',
        '---',
        '<<: *a',
        '.nan',
        '1e999',
        'null',
        '__proto__: 1',
        '\t',
        '\u0000',
      ),
      fc.string({ maxLength: 8, unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(lines.length - 1),
            fc.constantFrom('drop', 'value', 'insert', 'cut', 'swap'),
            snippet,
            fc.nat(40),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        (edits) => {
          const copy = [...lines];
          for (const [at, kind, text, position] of edits) {
            const line = copy[at] ?? '';
            if (kind === 'drop') copy.splice(at, 1);
            else if (kind === 'value') copy[at] = line.replace(/:.*/, () => `: ${text}`);
            else if (kind === 'insert') copy[at] = line.slice(0, position) + text + line.slice(position);
            else if (kind === 'cut') copy.length = Math.min(copy.length, at);
            else copy[at] = lines[position] ?? '';
          }
          try {
            const contract: Contract = parseContract(copy.join('\n'), 'gym.odcs.yaml');
            outcomes.read += 1;
            expect(contract.models.length).toBeGreaterThan(0);
            expect(contract.columns.some(({ name }) => name === contract.idColumn)).toBe(true);
          } catch (error) {
            if (!(error instanceof ContractError)) throw error;
            outcomes.refused += 1;
            expect(error.message).toMatch(/^Expected .*gym\.odcs\.yaml/s);
          }
        },
      ),
      { numRuns: 600 },
    );
    // Few mutations are still contracts (20 in one run of 600): none at all would mean that nothing but refusals was tried.
    expect(outcomes.read).toBeGreaterThan(5);
    expect(outcomes.refused).toBeGreaterThan(20);
  });

  it('parseContract() survives YAML that nests without end', () => {
    expect(() => parseContract('['.repeat(100_000), 'deep.yaml')).toThrow(ContractError);
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map(
        (name, i) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefgh'.charAt(i)}`)
            .join(',')}]`,
      ),
    ].join('\n');
    expect(() => parseContract(bomb, 'bomb.yaml')).toThrow(ContractError);
  });
});
