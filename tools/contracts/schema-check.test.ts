import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaCheck } from './schema-check.ts';

const schema = {
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  type: 'object',
  properties: { id: { type: 'string' }, on: { type: 'string', format: 'date' } },
  required: ['id'],
  unevaluatedProperties: false,
};

describe('schemaCheck()', () => {
  it('schemaCheck() accepts what fits and names what does not, by draft 2019-09', () => {
    const problemsOf = schemaCheck(schema);
    expect(problemsOf('id: a\non: "2025-01-31"')).toEqual([]);
    expect(problemsOf('id: a\nmore: 1')[0]).toContain('"unevaluatedProperty":"more"');
    expect(problemsOf('id: 1\non: soon')).toHaveLength(2);
    expect(problemsOf('id: [')[0]).toContain('Expected YAML');
  });
});

describe('tools/contracts/validate.ts', () => {
  it('validate.ts exits with 1 and names the file when a contract fails, with 2 without a schema', () => {
    const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
    try {
      const schemaPath = join(folder, 'schema.json');
      writeFileSync(schemaPath, JSON.stringify(schema));
      mkdirSync(join(folder, 'c'));
      writeFileSync(join(folder, 'c', 'bad.odcs.yaml'), 'id: a\n');
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [join(import.meta.dirname, 'validate.ts'), ...args], {
          encoding: 'utf8',
        });
      const failed = run(schemaPath, join(folder, 'c'));
      expect(failed.status).toBe(1);
      expect(failed.stdout).toMatch(/bad\.odcs\.yaml: Expected .*apiVersion/s);
      expect(run().status).toBe(2);
      expect(run(join(folder, 'none.json')).stderr).toContain('none.json');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
