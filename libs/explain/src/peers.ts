/** Fewer fit rows than this are no yardstick: such customers are compared with everyone. */
export const FEWEST_PEERS = 20;

/** Which customers are comparable: one group number a row; the last group stands for everyone. */
export interface Peers {
  /** One number a row, in `[0, groups)`. */
  readonly group: Uint32Array;
  /** Number of groups, with everyone's, which is the last. */
  readonly groups: number;
}

/**
 * Groups rows by the texts of the peer columns; groups with fewer than FEWEST_PEERS fit rows become part of
 * everyone. Groups are numbered by first appearance.
 *
 * @param labels one list of texts a peer column, of one length
 * @param inFit whether a row belongs to the fit part
 */
export function peersOf(labels: readonly (readonly (string | null)[])[], inFit: readonly boolean[]): Peers {
  const rows = inFit.length;
  const raw = new Uint32Array(rows);
  let names: string[] = [''];
  for (const column of labels) {
    const codes = new Map<string, number>();
    for (let row = 0; row < rows; row++) {
      const name = `${raw[row]!}:${column[row] === null ? 'n' : `v${column[row]!}`}`;
      const known = codes.get(name);
      if (known === undefined) codes.set(name, codes.size);
      raw[row] = known ?? codes.size - 1;
    }
    names = [...codes.keys()];
  }
  const fitRows = new Uint32Array(names.length);
  for (let row = 0; row < rows; row++) if (inFit[row]) fitRows[raw[row]!]!++;
  const renumbered = new Int32Array(names.length).fill(-1);
  let groups = 0;
  if (labels.length > 0)
    for (let code = 0; code < names.length; code++)
      if (fitRows[code]! >= FEWEST_PEERS) renumbered[code] = groups++;
  const group = raw.map((code) => (renumbered[code]! < 0 ? groups : renumbered[code]!));
  return { group, groups: groups + 1 };
}
