/** A box of a diagram. */
export interface Box {
  readonly id: string;
  readonly label: string;
  /** What it looks like: see CLASSES. */
  readonly kind: Exclude<keyof typeof CLASSES, 'frame'>;
  /** The frame that it stands in. */
  readonly group?: string;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** Colours of the product, by what a box is. */
const CLASSES = {
  work: 'fill:#1A488C,stroke:#12233D,color:#FFFFFF',
  store: 'fill:#338470,stroke:#12233D,color:#FFFFFF',
  outside: 'fill:#F5F7FA,stroke:#12233D,color:#12233D',
  choice: 'fill:#FFFFFF,stroke:#1A488C,color:#12233D',
  trouble: 'fill:#C65235,stroke:#12233D,color:#FFFFFF',
  frame: 'fill:#F5F7FA,stroke:#D5DBE3,color:#12233D',
} as const;

/** What is drawn otherwise than as a box. */
const SHAPES: Readonly<Partial<Record<keyof typeof CLASSES, readonly [string, string]>>> = {
  store: ['[(', ')]'],
  choice: ['{', '}'],
};

/** A flowchart as Mermaid text, in the order in which boxes and arrows are given. */
export function flowchart(direction: 'LR' | 'TB', boxes: readonly Box[], arrows: readonly Arrow[]): string {
  const groups = [...new Set(boxes.map(({ group }) => group))];
  const drawn = ({ id, label, kind }: Box): string => {
    const [open, close] = SHAPES[kind] ?? ['[', ']'];
    return `${idOf(id)}${open}"${label}"${close}:::${kind}`;
  };
  const framed = groups.flatMap((group) => {
    const its = boxes.filter((box) => box.group === group).map(drawn);
    return group === undefined
      ? its
      : [
          `subgraph ${idOf(`group ${group}`)}["${group}"]`,
          ...its.map((line) => `  ${line}`),
          'end',
          `class ${idOf(`group ${group}`)} frame`,
        ];
  });
  const drawnArrows = arrows.map(({ from, to, label }) =>
    label === undefined ? `${idOf(from)} --> ${idOf(to)}` : `${idOf(from)} -- "${label}" --> ${idOf(to)}`,
  );
  const classes = Object.entries(CLASSES).map(([name, style]) => `classDef ${name} ${style}`);
  return [
    '```mermaid',
    `flowchart ${direction}`,
    ...[...framed, ...drawnArrows, ...classes].map((its) => `  ${its}`),
    '```',
  ].join('\n');
}

/** Mermaid's names are letters, digits and underscores. */
function idOf(name: string): string {
  return name.replaceAll(/\W+/g, '_');
}
