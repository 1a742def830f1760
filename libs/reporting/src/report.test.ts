import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDuckDbEngine, createFolderStore, createTableWriter } from '@engage/adapters';
import type { ObjectStore, QueryEngine, RunContext } from '@engage/run';
import { tinyContractText, tinyRows } from '@engage/testing';
import { report } from './report.ts';
import { fixtureRun, type FixtureOptions } from './testing/fixture-run.ts';
import { readPage, type PageElement } from './testing/read-page.ts';
import { threeModels } from './testing/three-models.ts';
import { WHAT_IF_SCRIPT } from './what-if/what-if.bundle.ts';

interface Made {
  readonly run: RunContext;
  readonly store: ObjectStore;
  readonly engine: QueryEngine;
  readonly text: string;
}

const folders: string[] = [];
const engines: QueryEngine[] = [];

afterAll(async () => {
  for (const engine of engines) await engine.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Writes a fixture run and its report into a new folder. */
async function made(options: Partial<FixtureOptions> = {}): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'engage-report-'));
  folders.push(folder);
  const store = createFolderStore(folder);
  const rows = tinyRows(1200);
  const contractText = tinyContractText({ properties: { models: threeModels() } });
  const run = await fixtureRun(store, createTableWriter(store), { contractText, rows, ...options });
  const engine = await createDuckDbEngine(store, {
    threads: 2,
    memoryLimitMb: 500,
    tempDirectory: join(folder, 'tmp'),
  });
  engines.push(engine);
  await report(run, { engine });
  return { run, store, engine, text: await pageOf(run) };
}

async function pageOf(run: RunContext): Promise<string> {
  return new TextDecoder().decode(await run.store.read(run.layout.report));
}

describe('report()', () => {
  let full: Made;
  let elements: readonly PageElement[];
  beforeAll(async () => {
    full = await made();
    elements = readPage(full.text);
  });

  it('writes balanced HTML with one title, one first heading and a heading a section', () => {
    const names = elements.map(({ name }) => name);
    expect(names.filter((name) => name === 'title')).toHaveLength(1);
    expect(names.filter((name) => name === 'h1')).toHaveLength(1);
    expect(names.filter((name) => name === 'h2')).toHaveLength(
      names.filter((name) => name === 'section').length,
    );
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('fetches nothing, and runs nothing but its own script', () => {
    const scripts = [...full.text.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script!);
    expect(scripts).toEqual([WHAT_IF_SCRIPT]);
    const hash = createHash('sha256').update(WHAT_IF_SCRIPT).digest('base64');
    expect(full.text).toContain(
      `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}' 'wasm-unsafe-eval'"`,
    );
    expect(full.text.replace(WHAT_IF_SCRIPT, '')).not.toMatch(/https?:|\/\/[a-z]|@import|url\((?!#)/i);
    expect(elements.filter(({ name }) => ['link', 'img', 'iframe', 'object'].includes(name))).toEqual([]);
    const handlers = elements.flatMap(({ attributes }) =>
      Object.keys(attributes).filter((key) => /^on/.test(key)),
    );
    expect(handlers).toEqual([]);
  });

  it('runs nothing where there are no models', async () => {
    const { text } = await made({ finished: false });
    expect(text).toContain(
      `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`,
    );
    expect(text).not.toContain('<script');
  });

  it('gives every chart one label that tells its numbers', () => {
    const charts = elements.filter(({ name }) => name === 'svg');
    expect(charts.length).toBeGreaterThanOrEqual(10);
    for (const { attributes } of charts) {
      expect(attributes['role']).toBe('img');
      expect(attributes['aria-label']).toMatch(/\d/);
    }
  });

  it('links every number to an artefact of the run', async () => {
    const hrefs = elements.flatMap(({ name, attributes }) =>
      name === 'a' ? [attributes['href'] ?? ''] : [],
    );
    const files = [...new Set(hrefs.filter((href) => href.startsWith('../')))];
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const key = full.run.layout.root + decodeURIComponent(file.slice('../'.length));
      expect([file, await full.store.exists(key)]).toEqual([file, true]);
    }
  });

  it('shows no number in a sentence that is not a figure', () => {
    const spoken = elements.filter(
      ({ name, attributes }) => name === 'p' && attributes['class'] === 'answer',
    );
    expect(spoken.length).toBeGreaterThan(8);
    for (const { ownText } of spoken) expect(ownText.replaceAll('&#39;', '')).not.toMatch(/\d/);
  });

  it('shows the numbers of evaluation.json and of the tables as they are', async () => {
    const values = new Set(
      elements.flatMap(({ name, attributes }) => (name === 'data' ? [Number(attributes['value'])] : [])),
    );
    for (const { name } of full.run.contract.models) {
      const body = await full.store.read(full.run.layout.model(name, 'evaluation.json'));
      const { metrics } = JSON.parse(new TextDecoder().decode(body)) as {
        metrics: Record<string, { value: number }>;
      };
      for (const { value } of Object.values(metrics)) expect(values).toContain(value);
    }
    const [row] = await full.engine.rows(
      `select sum(target_leaving) / count(*) as leaving from features where target_leaving is not null`,
    );
    expect([...values].some((value) => Math.abs(value - Number(row?.['leaving'])) < 1e-9)).toBe(true);
    expect(values).toContain(0.9512);
  });

  it('is the same bytes again, and in another folder', async () => {
    await report(full.run, { engine: full.engine });
    expect(await pageOf(full.run)).toBe(full.text);
    expect((await made()).text).toBe(full.text);
  });

  it('shows what intervals of single customers held, and marks every miss', () => {
    const section = /<section id="single-customers".*?<\/section>/s.exec(full.text)![0];
    const rows = [...section.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    const held = (share: string, ends: string, customers: number): string =>
      `${share} % ${ends} % of ${customers}`;
    const twice = (text: string): string => `${text} ${text}`;
    expect(rows).toContain(`1 (highest) ${twice(`missed ${held('80.1', '77.1 to 83.1', 21)}`)}`);
    expect(rows).toContain(`10 (lowest) ${twice(held('90.2', '87.2 to 93.2', 21))}`);
    expect(rows).toContain(`High &amp; dry ${twice(`missed ${held('71.3', '61.3 to 81.3', 40)}`)}`);
    expect(rows).toContain(`Low ${twice(held('91.2', '87.2 to 95.2', 160))}`);
    const text = section.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    expect(text).toContain('4 of 24 groups are missed');
    expect(text).toContain('(leaving) has a calibration range instead');
  });

  it('leaves out what a run did not compute', async () => {
    const { text } = await made({ truth: false, explain: 'none', finished: false });
    expect(text).not.toContain('Best possible');
    expect(text).not.toContain('id="why"');
    expect(text).not.toContain('id="segments"');
    readPage(text);
  });

  it('reports a table with one binary model and no time', async () => {
    const [, binary] = threeModels();
    const contractText = tinyContractText({
      properties: { models: [binary], split: { by: 'hash' }, segmentBy: ['leaving'], activity: [] },
    });
    const { text } = await made({ contractText });
    expect(text).toContain('one outcome is predicted');
    expect(text).toContain('by a hash of their id');
    expect(text).not.toContain('id="activity"');
    readPage(text);
  });

  it('escapes texts of the contract and of the stages', async () => {
    const contractText = tinyContractText({ properties: { models: threeModels() } }).replace(
      '"Accounts of a small service"',
      '"<img src=x onerror=alert(1)> & \\"co\\""',
    );
    const { text } = await made({ contractText, notes: ['<script>alert(1)</script>'] });
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;co&quot;');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const found = readPage(text);
    expect(found.some(({ name }) => name === 'img')).toBe(false);
    expect(found.filter(({ name }) => name === 'script')).toHaveLength(2);
  });
});
