import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateOnce } from './generate-data.ts';

describe('generateOnce()', () => {
  it('says whose place new customers take', async () => {
    const home = await mkdtemp(join(tmpdir(), 'generate-'));
    const said = async (customers: number) => {
      const lines: string[] = [];
      const stream = { write: (text: string) => lines.push(text) };
      const shell = { env: {}, stdout: stream, stderr: stream, signal: new AbortController().signal };
      await generateOnce({ customers, seed: 7, plants: [], asOf: '2026-03-01' }, { home }, shell);
      return lines.join('');
    };
    try {
      expect(await said(120)).not.toContain('Replaced');
      expect(await said(120)).toContain('120 customers were generated before');
      expect(await said(100)).toMatch(
        /Generated 100 customers in .*\nReplaced the 120 customers generated before\n$/,
      );
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
