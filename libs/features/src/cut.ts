import { renderSql, type QueryEngine, type RunContext } from '@engage/run';
import { quoted, type Contract, type Model } from '@engage/schema';

/** When the data were cut: nothing that happened later can be in them. */
export interface Cut {
  /** ISO 8601 in UTC. */
  readonly moment: string;
  /** Who says so: a person, the generator or the contract; or nobody, and the latest outcome has to do. */
  readonly isStated: boolean;
}

const DAY_MS = 86_400_000;

/**
 * When the data of a run were cut: what its configuration says, else the moment at which the last outcome was known;
 * null where neither tells.
 *
 * @param outcomes names of the staged outcome rows
 */
export async function cutOf(
  { request }: RunContext,
  engine: QueryEngine,
  outcomes: readonly string[],
): Promise<Cut | null> {
  if (request.config.asOf !== null) return { moment: request.config.asOf, isStated: true };
  let latest: string | null = null;
  for (const rows of outcomes) {
    const [found] = await engine.rows(latestKnownStatement(rows));
    const moment = found?.['latest'];
    if (typeof moment === 'string' && (latest === null || Date.parse(moment) > Date.parse(latest)))
      latest = moment;
  }
  return latest === null ? null : { moment: latest, isStated: false };
}

/** The statement that gives the moment at which the last outcome of a file was known. */
export function latestKnownStatement(outcomes: string): string {
  return renderSql('features/latest-known', { outcomes });
}

/** The statement that counts rows whose snapshot is later than a moment. */
export function lateRowsStatement(asOfColumn: string, moment: string): string {
  return renderSql('features/late-rows', { as_of: quoted(asOfColumn), moment: momentLiteral(moment) });
}

/**
 * The latest snapshot whose target in the table itself was known at the cut; null where every target was, or nothing
 * tells.
 */
export function lastKnownSnapshot(contract: Contract, model: Model, cut: Cut | null): string | null {
  if (contract.asOfColumn === null || cut === null || model.outcome !== null || model.horizonDays === null)
    return null;
  return new Date(Date.parse(cut.moment) - model.horizonDays * DAY_MS).toISOString();
}

/**
 * A moment as an SQL literal.
 *
 * @param moment ISO 8601 in UTC, to the microsecond at most
 */
export function momentLiteral(moment: string): string {
  return `timestamp '${moment.replace('T', ' ').replace(/Z$/, '')}'`;
}

/** A moment for people: a day where it is the first instant of one. */
export function momentWords(moment: string): string {
  return moment.replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/, '');
}
