/** The part of `nx graph --file` that is looked at. */
export interface ProjectGraph {
  readonly dependencies: Readonly<
    Record<string, readonly { readonly source: string; readonly target: string }[]>
  >;
}

/**
 * The projects of one circle of arrows, in order, or null when all arrows go one way.
 *
 * @example findCircle({ dependencies: { a: [{ source: 'a', target: 'b' }], b: [] } }) // null
 */
export function findCircle(graph: ProjectGraph): string[] | null {
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (project: string): string[] | null => {
    if (finished.has(project)) return null;
    const start = path.indexOf(project);
    if (start >= 0) return [...path.slice(start), project];
    path.push(project);
    for (const { target } of graph.dependencies[project] ?? []) {
      if (target.startsWith('npm:')) continue;
      const circle = visit(target);
      if (circle) return circle;
    }
    path.pop();
    finished.add(project);
    return null;
  };
  for (const project of Object.keys(graph.dependencies)) {
    const circle = visit(project);
    if (circle) return circle;
  }
  return null;
}
