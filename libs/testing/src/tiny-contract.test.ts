import { ContractError } from '@engage/schema';
import { csvOf, tinyContract, tinyRows } from './index.ts';

describe('tinyContract()', () => {
  it('tinyContract() is a contract with one regression and one binary model', () => {
    const contract = tinyContract();
    expect(contract.models.map((model) => model.task)).toEqual(['regression', 'binary']);
    expect(contract.idColumn).toBe('account_id');
    expect(contract.partitionBy).toEqual(['plan']);
  });

  it('tinyContract() replaces a property, leaves one out, and is checked', () => {
    const contract = tinyContract({ properties: { split: { by: 'hash' }, peerGroup: null } });
    expect(contract.split).toEqual({ by: 'hash', tune: 0.1, calibrate: 0.1, holdout: 0.1 });
    expect(contract.peerGroup).toEqual([]);
    expect(() => tinyContract({ properties: { peerGroup: ['nobody'] } })).toThrow(ContractError);
  });
});

describe('tinyRows()', () => {
  it('tinyRows() has every column of the contract, and row i does not depend on the number of rows', () => {
    const names = tinyContract().columns.map((column) => column.name);
    expect(Object.keys(tinyRows(1)[0] ?? {})).toEqual(names);
    expect(tinyRows(500).slice(0, 3)).toEqual(tinyRows(3));
    expect(tinyRows(3, 8)).not.toEqual(tinyRows(3));
  });

  it('tinyRows() carries a signal: those who left visited less', () => {
    const rows = tinyRows(2000);
    const mean = (left: boolean): number => {
      const visits = rows
        .filter((row) => row['left_30_day'] === left)
        .map((row) => Number(row['visits_week']));
      return visits.reduce((sum, value) => sum + value, 0) / visits.length;
    };
    expect(mean(false) - mean(true)).toBeGreaterThan(1);
    expect(rows.filter((row) => row['left_30_day']).length).toBeGreaterThan(400);
  });
});

describe('csvOf()', () => {
  it('csvOf() quotes what must be quoted and writes null as asked', () => {
    const rows = [{ a: 'x,"y"\nz', b: null }];
    expect(csvOf(rows, { nullToken: 'NA', lineEnd: '\r\n' })).toBe('a,b\r\n"x,""y""\nz",NA\r\n');
  });
});
