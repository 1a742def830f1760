import type { Arrow, Box } from './mermaid.ts';

/** Boxes of work in one frame that the same arrows come from and lead to are drawn as one, with all their labels. */
export function merged(
  boxes: readonly Box[],
  arrows: readonly Arrow[],
): { readonly boxes: Box[]; readonly arrows: Arrow[] } {
  const likeness = ({ id, kind, group }: Box): string => {
    const to = arrows.filter(({ from }) => from === id).map((its) => `>${its.to} ${its.label ?? ''}`);
    const from = arrows.filter((its) => its.to === id).map((its) => `<${its.from} ${its.label ?? ''}`);
    if (kind !== 'work') return id;
    return [kind, group, ...to.sort(), ...from.sort()].join(' ');
  };
  const alike = [...Map.groupBy(boxes, likeness).values()];
  const standsFor = new Map(alike.flatMap((its) => its.map(({ id }) => [id, its[0]!.id] as const)));
  const kept = new Map(
    arrows.map((arrow) => {
      const [from, to] = [standsFor.get(arrow.from)!, standsFor.get(arrow.to)!];
      return [`${from} ${to}`, { ...arrow, from, to }] as const;
    }),
  );
  const drawn = alike.map((its): Box => ({ ...its[0]!, label: its.map(({ label }) => label).join('<br/>') }));
  return { boxes: drawn, arrows: [...kept.values()] };
}
