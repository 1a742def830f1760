import type { QueryEngine, RunContext, StageOutcome } from '@engage/run';
import { createScorer } from '@engage/trees';
import type { Findings } from './findings/findings.ts';
import { gatherFindings } from './findings/gather-findings.ts';
import { markup } from './html/markup.ts';
import { pageHtml, type Section } from './html/page.ts';
import { activitySection } from './sections/activity.ts';
import { atAGlance } from './sections/at-a-glance.ts';
import { dataQuality } from './sections/data-quality.ts';
import { headerHtml } from './sections/header.ts';
import { howItWasMade } from './sections/how-it-was-made.ts';
import { limitsSection } from './sections/limits.ts';
import { modelQuality } from './sections/model-quality.ts';
import { segmentSection } from './sections/segments.ts';
import { singleCustomers } from './sections/single-customers.ts';
import { whatIsMeasured } from './sections/what-is-measured.ts';
import { whatIfSection } from './sections/what-if.ts';
import { whySection } from './sections/why.ts';
import type { WhatIfData } from './what-if/what-if-data.ts';
import { gatherWhatIf } from './what-if/gather-what-if.ts';

/** What the report reads through. */
export interface ReportPorts {
  readonly engine: QueryEngine;
}

/**
 * Writes `report/report.html`: one file that fetches nothing, which a leader can read, print and mail; where there are
 * models, it carries them and a script that lets the reader ask them.
 * Whatever the run did not compute is left out; the same run gives the same bytes.
 *
 * @throws QueryError when a table of the run cannot be read
 */
export async function report(run: RunContext, { engine }: ReportPorts): Promise<StageOutcome> {
  const findings = await gatherFindings(run, engine);
  const whatIf = await gatherWhatIf(run, engine);
  run.progress.report({ label: 'Writing the report', done: 1, total: 2, unit: 'steps' });
  const page = await pageOf(findings, whatIf);
  await run.store.write(run.layout.report, page.text);
  run.progress.report({ label: 'Writing the report', done: 2, total: 2, unit: 'steps' });
  return {
    counts: { sections: page.sections, charts: page.charts, bytes: Buffer.byteLength(page.text) },
    artefacts: [run.layout.report],
  };
}

async function pageOf(
  findings: Findings,
  whatIf: WhatIfData | null,
): Promise<{ text: string; sections: number; charts: number }> {
  const sections = await sectionsOf(findings, whatIf);
  const text = pageHtml({
    title: `${findings.contract.name}: Engage report`,
    header: headerHtml(findings),
    sections,
    footer: markup`<p>
      Run <code>${findings.runId}</code>. Every number links to the artefact it was computed from; the
      addresses are below this run's folder. Made by Engage ${findings.request.application}.
    </p>`,
  });
  return { text, sections: sections.length, charts: text.split('<svg ').length - 1 };
}

/** One message a section, in the order in which leaders ask. */
async function sectionsOf(findings: Findings, whatIf: WhatIfData | null): Promise<Section[]> {
  const quality: Section[] = [];
  for (const model of findings.models) quality.push(await modelQuality(model));
  const sections = [
    atAGlance(findings),
    whatIsMeasured(findings),
    await activitySection(findings),
    ...quality,
    singleCustomers(findings),
    await whySection(findings),
    whatIfSection(whatIf, createScorer),
    segmentSection(findings),
    dataQuality(findings),
    howItWasMade(findings),
    limitsSection(findings),
  ];
  return sections.filter((section) => section !== null);
}
