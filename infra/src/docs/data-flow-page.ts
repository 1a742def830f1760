import { taskAccess, taskNames, type TaskAccess, type TaskName } from '@engage/pipeline';
import { merged } from './merged.ts';
import { flowchart, type Arrow, type Box } from './mermaid.ts';

const accessOf = (name: TaskName): TaskAccess => taskAccess[name];

/** Which state may touch what: the policies of the cloud are composed of the same table. */
export function dataFlowPage(): string {
  const folders = [
    ...new Set(taskNames.flatMap((name) => [...accessOf(name).reads, ...accessOf(name).writes])),
  ];
  const own = 'runs/';
  const boxes: Box[] = [
    ...folders.map((folder): Box => ({ id: folder, label: folder, kind: 'store', group: 'data bucket' })),
    { id: 'catalog', label: 'tables and views', kind: 'store', group: 'Athena' },
    ...taskNames.map((name): Box => ({ id: name, label: name, kind: 'work' })),
  ];
  // Every state reads and writes its run's folder: drawn once, for all of them.
  const special = taskNames.flatMap((name): Arrow[] => {
    const { reads, removes, queries } = accessOf(name);
    return [
      ...reads
        .filter((folder) => folder !== own)
        .map((folder) => ({ from: folder, to: name, label: 'reads' })),
      ...removes.map((folder) => ({ from: name, to: folder, label: 'removes' })),
      ...(queries === 'none'
        ? []
        : [{ from: name, to: 'catalog', label: queries === 'define' ? 'asks, defines' : 'asks' }]),
    ];
  });
  const drawn = merged(boxes, special);
  const rows = taskNames.map((name) => {
    const { reads, writes, removes, queries } = accessOf(name);
    return `| ${name} | ${list(reads)} | ${list(writes)} | ${list(removes)} | ${queries} |`;
  });
  return [
    '# The way of the data',
    '',
    'A run is one folder, `runs/<id>/`; each state reads there what states before it wrote, and writes what is its own. The picture has what goes',
    'beyond that: raw data are read by one state, the truth by the one that judges, and one removes.',
    '',
    flowchart('LR', drawn.boxes, drawn.arrows),
    '',
    '| state | reads | writes | removes | queries |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'The table is `libs/pipeline/src/task-access.ts`; roles follow from it (`infra/src/policies/task-policy.ts`).',
  ].join('\n');
}

const list = (folders: readonly string[]): string => folders.map((its) => `\`${its}\``).join(', ') || '–';
