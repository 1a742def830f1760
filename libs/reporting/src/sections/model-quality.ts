import { calibrationChart } from '../charts/calibration-chart.ts';
import { comparisonChart, type Compared } from '../charts/comparison-chart.ts';
import { drawChart } from '../charts/draw-chart.ts';
import { gainsChart } from '../charts/gains-chart.ts';
import type { ModelFinding, Score } from '../findings/findings.ts';
import { calibrationPoints, capturedBy, gainsPoints } from '../findings/gains.ts';
import { metricWords } from '../findings/metric-words.ts';
import { markup, joined, type Html } from '../html/markup.ts';
import { measuredHtml, numberHtml, type Measured } from '../html/measured.ts';
import { axisFormatOf, numberText } from '../html/number-text.ts';
import type { Section } from '../html/page.ts';
import { comparedWords, gainsOverRivals } from './compared-words.ts';
import { figureHtml, sectionOf, sourcesOf } from './frame.ts';
import { scoreTable, topTable } from './score-table.ts';

/** A tenth of the customers is two of the twenty bins. */
const TENTH = 2;
/** Share of the best possible above which the columns, not the method, are the limit. */
const NEARLY_ALL = 0.95;

/** How well one outcome can be predicted, against what it is compared with, and how far to trust its numbers. */
export async function modelQuality(finding: ModelFinding): Promise<Section> {
  const { title, headline, rivals, model, scores } = finding;
  return sectionOf({
    id: `quality-${model.name}`,
    short: `Predicting ${title.toLowerCase()}`,
    question: `How well can ${title.toLowerCase()} be predicted, and how sure is that?`,
    answer: answerOf(finding),
    body: markup`<div class="pair">
      <div>${await comparisonOf(finding)}${scoreTable(finding)}</div>
      <div>${await calibrationOf(finding)}${await gainsOf(finding)}${topTable(finding)}</div>
    </div>`,
    so: soWhatOf(finding),
    sources: [
      ...sourcesOf([headline?.measured, ...scores.map(({ measured }) => measured)]),
      ...sourcesOf(rivals.map(({ score }) => score.measured)),
      ...(finding.bins.length > 0 ? [finding.binsSource, 'features/features.parquet'] : []),
    ],
  });
}

function answerOf(finding: ModelFinding): Html {
  const { headline, title, model, holdout } = finding;
  const noun = title.toLowerCase();
  if (!headline) return markup`Predictions of ${noun} were made, but not measured in this run.`;
  const { measured } = headline;
  const on = holdout && markup` on ${measuredHtml(holdout)} customers that it had never seen`;
  const said = {
    regression: markup`The model explains ${percentOf(measured)} of the differences in ${noun}`,
    binary: markup`Of two customers, one with ${noun} and one without, the model puts the right one first in
    ${percentOf(measured)} of cases`,
    tweedie: markup`Put in order of predicted ${noun}, customers come close to their true order: the normalised
    Gini is ${measuredHtml(measured)}`,
  }[model.task];
  return markup`${said}${on}${comparedWords(finding)}.`;
}

/** A score between 0 and 1, spoken of as percent. */
function percentOf(measured: Measured): Html {
  return measuredHtml({ ...measured, style: 'share' });
}

async function comparisonOf({ headline, rivals, ceiling, title, model }: ModelFinding): Promise<Html | null> {
  if (!headline) return null;
  const words = metricWords(headline.name);
  const rows = [
    ...rivals.map(({ label, score }) => comparedAs(score, label, 'baseline')),
    comparedAs(headline, 'This model', 'model'),
    ...(ceiling ? [comparedAs(ceiling.best, 'Best possible', 'ceiling')] : []),
  ];
  const told = rows.map((row) => `${row.label} ${row.text}`).join('; ');
  const label = `${words.label} of ${title.toLowerCase()}: ${told}`;
  const options = {
    id: `compared-${idOf(model.name)}`,
    label,
    axis: words.label,
    chance: words.chance,
    most: 1,
  };
  return figureHtml(`${words.label}, higher is better`, await drawChart(comparisonChart(rows, options)));
}

function comparedAs({ measured }: Score, label: string, kind: Compared['kind']): Compared {
  const { value, low, high, style } = measured;
  return { label, kind, value, low, high, text: numberText(value, style) };
}

async function calibrationOf({ bins, title, model, style }: ModelFinding): Promise<Html | null> {
  const points = calibrationPoints(bins, TENTH);
  if (points.length < 2) return null;
  const noun = title.toLowerCase();
  const first = points[0]!;
  const last = points.at(-1)!;
  const text = (value: number): string => numberText(value, style);
  const label =
    `Predicted against actual ${noun} in tenths of the customers: ` +
    `the lowest tenth was predicted ${text(first.predicted)} and had ${text(first.actual)}, ` +
    `the highest was predicted ${text(last.predicted)} and had ${text(last.actual)}`;
  const options = {
    id: `calibration-${idOf(model.name)}`,
    label,
    predictedTitle: `Predicted ${noun}`,
    actualTitle: `Actual ${noun}`,
    format: axisFormatOf(style),
    most: model.task === 'binary' ? 1 : null,
  };
  return figureHtml(
    'Predicted and actual agree where dots lie on the line',
    await drawChart(calibrationChart(points, options)),
  );
}

async function gainsOf({ bins, title, model }: ModelFinding): Promise<Html | null> {
  if (model.task === 'regression') return null;
  const points = gainsPoints(bins);
  const top = capturedBy(bins, TENTH);
  if (points.length === 0 || !top) return null;
  const noun = title.toLowerCase();
  const label = `The tenth of customers with the highest predictions holds ${numberText(top.share, 'share')} of all ${noun}`;
  const options = { id: `gains-${idOf(model.name)}`, label, capturedTitle: `Share of all ${noun}` };
  return figureHtml(
    `How much of all ${noun} the first customers hold`,
    await drawChart(gainsChart(points, options)),
  );
}

/** What the ranking is worth, and how much a better model could still add. */
function soWhatOf(finding: ModelFinding): Html | null {
  const parts = [worthOf(finding), ...gainsOverRivals(finding), roomOf(finding)].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : joined(parts, ' ');
}

function worthOf({ bins, model, title, binsSource }: ModelFinding): Html | null {
  const top = capturedBy(bins, TENTH);
  if (model.task === 'regression' || !top) return null;
  const held = {
    value: top.share,
    low: top.low,
    high: top.high,
    style: 'share',
    source: binsSource,
  } as const;
  const times = { ...held, value: top.lift, low: null, high: null, style: { unit: 'times' } } as const;
  return markup`The tenth of customers with the highest predictions holds ${measuredHtml(held)} of all
  ${title.toLowerCase()}, ${numberHtml(times)} what a tenth taken at random would.`;
}

function roomOf({ ceiling }: ModelFinding): Html | null {
  if (!ceiling?.share) return null;
  const advice =
    ceiling.share.value >= NEARLY_ALL
      ? 'a better method could add little, further data could'
      : 'a better method could still add to it';
  return markup`The model reaches ${measuredHtml(ceiling.share)} of what these columns allow: ${advice}.`;
}

function idOf(name: string): string {
  return name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
}
