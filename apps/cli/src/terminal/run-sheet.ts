import type { Manifest, StageTiming } from '@engage/run';
import { amount, count, interval } from './numbers.ts';
import type { Style } from './style.ts';
import { textTable } from './table.ts';

/** A run, as `engage show` prints it. */
export interface RunSheet {
  /** How far it came; of a run that is not finished, the manifest is composed of what there is. */
  readonly state: 'finished' | 'predicted' | 'trained';
  readonly manifest: Manifest;
  readonly timings: readonly StageTiming[];
  /** Folder of the run. */
  readonly location: string;
}

const STATES: Readonly<Record<RunSheet['state'], string>> = {
  finished: 'finished',
  predicted: 'predicted only, no results and no report; "npx engage run" goes on with it',
  trained: 'trained only, nobody is scored yet; "npx engage predict" or "npx engage run" goes on with it',
};

/** Inputs, configuration, stages and figures of a run as text. */
export function runSheet({ state, manifest, timings, location }: RunSheet, style: Style): string {
  const { runId, inputs, config, versions, contract, stages, figures } = manifest;
  const facts = [
    ['run', runId],
    ['state', STATES[state]],
    ['folder', location],
    ['contract', `${contract.id} ${contract.version} (${contract.name})`],
    [
      'versions',
      `engage ${versions.application}, ${versions.engine}, sources ${versions.sources.slice(0, 12)}`,
    ],
    [
      'configuration',
      Object.entries(config)
        .map(([name, value]) => `${name} ${value ?? 'none'}`)
        .join(', '),
    ],
    ...inputs.map(({ role, name, bytes, sha256 }) => [
      `input`,
      `${role}: ${name}, ${count(bytes)} bytes, SHA-256 ${sha256.slice(0, 12)}…`,
    ]),
  ];
  const took = new Map(timings.map((timing) => [timing.stage, timing]));
  const done = stages.map(({ stage, counts, artefacts }) => [
    stage,
    took.get(stage)?.seconds ?? null,
    artefacts.length,
    Object.entries(counts)
      .filter(([name, value]) => !name.includes('.') && value > 0)
      .map(([name, value]) => `${name} ${count(value)}`)
      .join(', '),
  ]);
  const measured = figures.map((figure) => [
    figure.name,
    amount(figure.value, figure.unit),
    interval(figure) || (figure.status ?? ''),
    figure.source,
  ]);
  const notes = stages.flatMap((stage) => stage.notes.map((note) => `  ${stage.stage}: ${note}`));
  return [
    facts.map(([name, value]) => `${style.dim(name!.padEnd(14))} ${value}`).join('\n'),
    textTable(['stage', 'seconds', 'files', 'counts'], done),
    textTable(['figure', 'value', '95 % interval', 'source'], measured),
    ...(notes.length > 0 ? [`Notes\n${notes.join('\n')}`] : []),
  ].join('\n\n');
}
