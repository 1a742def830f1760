import type { Findings, HeldFinding, IntervalsFinding, ModelFinding } from '../findings/findings.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml, measuredHtml, numberHtml, type Measured } from '../html/measured.ts';
import { numberText } from '../html/number-text.ts';
import type { Section } from '../html/page.ts';
import { listOf, sectionOf, sourcesOf } from './frame.ts';

interface Promised extends ModelFinding {
  readonly intervals: IntervalsFinding & { readonly nominal: Measured; readonly whole: HeldFinding };
}

/**
 * Whether the intervals of single customers hold the share of outcomes that they promise: over all, by tenths of the
 * prediction and by segment, with every miss marked; null where no model has such intervals.
 */
export function singleCustomers({ models }: Findings): Section | null {
  const promised = models.filter(isPromised);
  const first = promised[0];
  if (!first) return null;
  const held = promised.map(
    ({ title, intervals: { whole } }) =>
      markup`${measuredHtml(whole.held)} for ${title.toLowerCase()}${whole.missed && markup` <span class="chip review">missed</span>`}`,
  );
  return sectionOf({
    id: 'single-customers',
    short: 'Single customers',
    question: 'How far may a single customer lie from the prediction?',
    answer: markup`Every prediction of ${listOf(promised.map(({ title }) => title.toLowerCase()))} comes with an interval
      that is made to hold ${numberHtml(first.intervals.nominal)} of the outcomes. On customers whom no model had seen, the
      intervals held ${listOf(held)}.`,
    body: markup`<div class="pair">
        <div>${tableOf('By tenths of the prediction', 'Tenth', promised, ({ tenths }) => tenths)}</div>
        <div>${tableOf('By segment', 'Segment', promised, ({ segments }) => segments)}</div>
      </div>
      <p class="note">“Missed” marks where the promised share lies outside the 95 % interval of the share that was held;
        by chance alone, one mark in twenty rows is to be expected.</p>
      ${rangeNote(models)}`,
    so: missesOf(promised),
    sources: sourcesOf(
      promised.flatMap(({ intervals: { whole, tenths, segments } }) =>
        [whole, ...tenths, ...segments].map((its) => its.held),
      ),
    ),
  });
}

function isPromised(finding: ModelFinding): finding is Promised {
  return finding.intervals !== null && finding.intervals.nominal !== null && finding.intervals.whole !== null;
}

/** One row a group of customers, one column a model. */
function tableOf(
  caption: string,
  heading: string,
  promised: readonly Promised[],
  groupsOf: (intervals: IntervalsFinding) => readonly HeldFinding[],
): Html | null {
  const groups = promised.map(({ intervals }) => groupsOf(intervals));
  const names = [...new Set(groups.flatMap((own) => own.map(({ name }) => name)))];
  if (names.length === 0) return null;
  return markup`<div class="scroll">
    <table>
      <caption>
        ${caption}: share of outcomes held, its 95 % interval, of how many customers
      </caption>
      <thead>
        <tr>
          <th scope="col">${heading}</th>
          ${promised.map(({ title }) => markup`<th scope="col" class="r">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${names.map(
          (name) =>
            markup`<tr>
              <th scope="row">${name}</th>
              ${groups.map((own) => heldCell(own.find((group) => group.name === name)))}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function heldCell(group: HeldFinding | undefined): Html {
  if (!group) return markup`<td class="r">not known</td>`;
  const { held, customers, missed } = group;
  return markup`<td class="r">
    ${missed && markup`<span class="chip review">missed</span> `}${cellHtml(held)}
    <span class="ci">of ${numberText(customers.value, customers.style)}</span>
  </td>`;
}

/** How many groups were missed, of how many. */
function missesOf(promised: readonly Promised[]): Html | null {
  const groups = promised.flatMap(({ intervals: { tenths, segments } }) => [...tenths, ...segments]);
  const first = groups[0];
  if (!first) return null;
  const counted = (value: number): Html => numberHtml({ ...first.customers, value });
  const missed = groups.filter((group) => group.missed).length;
  if (missed === 0)
    return markup`None of ${counted(groups.length)} groups is missed: the intervals can be used for any of them.`;
  return markup`${counted(missed)} of ${counted(groups.length)} groups are missed: in these, trust an interval only as far as
    the share that it held.`;
}

/** What stands below a probability instead. */
function rangeNote(models: readonly ModelFinding[]): Html | null {
  const ranges = models.filter(({ intervals }) => intervals?.kind === 'calibration');
  if (ranges.length === 0) return null;
  const truths = ranges.flatMap(({ intervals }) => intervals?.whole ?? []);
  return markup`<p class="note">A probability (${listOf(ranges.map(({ title }) => title.toLowerCase()))}) has a calibration
    range instead: how far calibration leaves it open. It is no 90 % interval for a customer${truths.map(
      ({ held }) =>
        markup`; it held ${measuredHtml(held)} of the true probabilities, which generated data know`,
    )}.</p>`;
}
