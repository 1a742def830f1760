import type { Figure } from '@engage/run';
import type { Contract, Model } from '@engage/schema';
import { baselineOf, headlineOf, titleOf } from './metric-label.ts';
import { amount, count, duration, interval } from './numbers.ts';
import type { Style } from './style.ts';

/** What a run found, as far as the closing screen tells it. */
export interface Closing {
  readonly contract: Contract;
  readonly figures: readonly Figure[];
  /** Customers in the run; null while that is not known. */
  readonly customers: number | null;
  readonly seconds: number;
  /** The run that trained the models, where it was another. */
  readonly models: string | null;
  /** What was done: models alone, everyone's predictions, or these with reasons. */
  readonly work: 'trained' | 'scored' | 'explained';
  /** `resumed`: some stages were done before, which `seconds` leaves out; `found`: all of them. */
  readonly state: 'done' | 'resumed' | 'found';
  readonly runId: string;
  /** Folder of the run, and what is in it: name below the folder, and what it is. */
  readonly folder: string;
  readonly outputs: readonly (readonly [name: string, what: string])[];
}

const THEMES = 4;
const SEGMENTS = 4;
/** Columns that a number and its interval take. */
const NUMBERS = 34;

/** The last screen of a run: how good the predictions are, what moves them, who stands out, where to look. */
export function closingScreen(closing: Closing, style: Style): string {
  const sections = [
    [qualityTitle(closing), qualityLines(closing, style)],
    ['How well it predicts, cross-validated', foldLines(closing)],
    ['How active customers are', activityLines(closing, style)],
    ['What moves the predictions most', themeLines(closing, style)],
    ['Who stands out', crowdLines(closing, style)],
    [`Where to look, in ${closing.folder}`, outputLines(closing, style)],
  ] as const;
  const bodies = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [style.bold(title), ...lines.map((line) => `  ${line}`)].join('\n'));
  return ['', style.bold(opening(closing)), '', bodies.join('\n\n'), ''].join('\n');
}

function opening({ contract, customers, seconds, state, runId, work }: Closing): string {
  const whom =
    customers === null ? 'The run' : `${count(customers)} ${customers === 1 ? 'customer' : 'customers'}`;
  if (state === 'found')
    return `${whom}: this very run was finished before, nothing had to be done (run ${runId})`;
  const time = `${duration(seconds)}${state === 'resumed' ? ', what was done before not counted' : ''}`;
  if (work === 'trained') {
    const models = contract.models.length;
    return `${whom}: ${models} ${models === 1 ? 'model' : 'models'} trained and measured in ${time} (run ${runId})`;
  }
  const done = work === 'explained' ? 'scored and explained' : 'scored';
  return `${whom}, ${done} in ${time} (run ${runId})`;
}

function qualityTitle({ models }: Closing): string {
  return models === null
    ? 'How well it predicts, measured once on customers the models had never seen'
    : `How well the models predicted in run ${models}, on customers they had never seen`;
}

function qualityLines({ contract, figures }: Closing, style: Style): string[] {
  const width = Math.max(...contract.models.map(({ name }) => titleOf(name).length));
  return contract.models.flatMap((model) => {
    const { name, label } = headlineOf(model);
    const figure = figureOf(figures, `${model.name}.holdout.${name}`);
    if (!figure) return [];
    const share = figures.find((other) => other.name === `${model.name}.holdout.share_of_best`);
    const best = share ? `   ${shareOfBest(share.value)} of the best possible` : '';
    const range = interval(figure).padEnd(14);
    return [
      `${titleOf(model.name).padEnd(width)}  ${label.padEnd(4)} ${amount(figure.value)}   ${range}${best}`.trimEnd(),
      ...rivalLines(model, figures, style, width + 2),
    ];
  });
}

/** Whether a model does better than the strongest of the simpler ways that were measured beside it. */
function rivalLines(model: Model, figures: readonly Figure[], style: Style, indent: number): string[] {
  const prefix = `${model.name}.holdout.`;
  const { name: metric } = headlineOf(model);
  const rivals = figures.flatMap((advantage) => {
    const [, name] = /^(.+)_advantage$/.exec(advantage.name.slice(prefix.length)) ?? [];
    const score =
      name && advantage.name.startsWith(prefix) && figureOf(figures, `${prefix}${name}_${metric}`);
    return score ? [{ name, score, advantage }] : [];
  });
  const strongest = rivals.toSorted((a, b) => b.score.value - a.score.value)[0];
  if (!strongest) return [];
  const { name, score, advantage } = strongest;
  const verdict =
    (advantage.low ?? 0) > 0
      ? 'better than'
      : (advantage.high ?? 0) < 0
        ? 'worse than'
        : 'not shown to be better than';
  const words = `${verdict} ${baselineOf(name)} (${amount(score.value)}): by ${amount(advantage.value)}, ${interval(advantage)}`;
  return wrapped(words.split(' '), ' '.repeat(indent), '', style.width - 2);
}

/** Above 100 % only by chance, on few customers: nothing is better than the best possible. */
function shareOfBest(share: number): string {
  return share > 1 ? '≥ 100 %' : amount(share, 'share');
}

function foldLines({ contract, figures }: Closing): string[] {
  const width = Math.max(...contract.models.map(({ name }) => titleOf(name).length));
  return contract.models.flatMap((model) => {
    const { name, label } = headlineOf(model);
    const figure = figureOf(figures, `${model.name}.folds.${name}`);
    if (!figure) return [];
    return [
      `${titleOf(model.name).padEnd(width)}  ${label.padEnd(4)} ${amount(figure.value)}   ${interval(figure)}`.trimEnd(),
    ];
  });
}

function activityLines({ contract, figures }: Closing, style: Style): string[] {
  const facts = contract.activity.flatMap((fact) => {
    const figure = figureOf(figures, `activity.${fact.name}`);
    return figure ? [{ label: fact.label, figure }] : [];
  });
  const width = Math.min(Math.max(...facts.map(({ label }) => label.length)), style.width - NUMBERS);
  return facts.flatMap(({ label, figure }) => {
    const lines = wrapped(label.split(' '), '', '', width);
    const numbers = `${amount(figure.value, figure.unit).padStart(9)}   ${interval(figure)}`;
    return [...lines.slice(0, -1), `${lines.at(-1)!.padEnd(width)}${numbers}`.trimEnd()];
  });
}

function themeLines({ contract, figures }: Closing, style: Style): string[] {
  const width = Math.max(...contract.models.map(({ name }) => titleOf(name).length));
  return contract.models.flatMap((model) => {
    const prefix = `${model.name}.themes.`;
    const themes = figures
      .filter(({ name }) => name.startsWith(prefix))
      .slice(0, THEMES)
      .map(
        ({ name, value }) => `${name.slice(prefix.length).replaceAll('_', ' ')} ${Math.round(value * 100)} %`,
      );
    return themes.length === 0
      ? []
      : wrapped(themes, `${titleOf(model.name).padEnd(width)}  `, ', ', style.width - 2);
  });
}

function crowdLines({ contract, figures, customers }: Closing, style: Style): string[] {
  const flagged = contract.models.flatMap((model) => {
    const share = figureOf(figures, `${model.name}.flagged.share`);
    if (!share || model.flagThreshold === null) return [];
    const who = customers === null ? '' : `${count(Math.round(share.value * customers))} customers, `;
    const above = amount(model.flagThreshold, 'share').replace('.0 %', ' %');
    return [
      `${titleOf(model.name)} flagged (predicted above ${above}): ${who}${amount(share.value, 'share')}`,
    ];
  });
  return [...flagged, ...segmentLines(figures, style)];
}

/** The largest segments by name, and how many are left. */
function segmentLines(figures: readonly Figure[], style: Style): string[] {
  const all = figures.filter(({ name }) => name.startsWith('segments.')).sort((a, b) => b.value - a.value);
  if (all.length === 0) return [];
  const shown = all
    .slice(0, SEGMENTS)
    .map(({ name, value }) => `${name.slice('segments.'.length).replaceAll('_', ' ')}: ${count(value)}`);
  const rest = all.length > SEGMENTS ? [`and ${all.length - SEGMENTS} smaller ones`] : [];
  return wrapped([...shown, ...rest], 'Largest segments  ', ';', style.width - 2);
}

function outputLines({ outputs }: Closing, style: Style): string[] {
  const width = Math.max(...outputs.map(([name]) => name.length));
  return outputs.map(([name, what]) => `${name.padEnd(width)}  ${style.dim(what)}`);
}

/** Parts joined in lines that are no longer than the width; later lines are indented like the first. */
function wrapped(parts: readonly string[], first: string, between: string, width: number): string[] {
  const lines: string[] = [];
  let line = first;
  parts.forEach((part, i) => {
    const next = i === parts.length - 1 ? part : part + between.trimEnd();
    const glue = line === first || line.trim() === '' ? '' : ' ';
    if (line.trim() !== '' && line !== first && (line + glue + next).length > width) {
      lines.push(line);
      line = ' '.repeat(first.length) + next;
    } else line += glue + next;
  });
  return [...lines, line];
}

function figureOf(figures: readonly Figure[], name: string): Figure | undefined {
  return figures.find((figure) => figure.name === name && Number.isFinite(figure.value));
}
