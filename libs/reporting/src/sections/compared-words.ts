import type { ModelFinding, Rival, Score } from '../findings/findings.ts';
import { metricWords } from '../findings/metric-words.ts';
import { markup, type Html } from '../html/markup.ts';
import { measuredHtml } from '../html/measured.ts';

/** What a comparison needs of a model. */
export interface ComparedModel extends Pick<ModelFinding, 'rivals' | 'ceiling' | 'headline'> {
  readonly model: Pick<ModelFinding['model'], 'task'>;
}

/**
 * What a model is compared with in its section's first sentence: "; the strongest simpler way (a logistic model) reaches
 * 86.9 %, today's rule 79.9 %, and the best that is possible with these columns is 88.7 %".
 */
export function comparedWords({ rivals, ceiling, model }: ComparedModel): Html {
  const style = model.task === 'tweedie' ? 'score' : 'share';
  const say = ({ measured }: Score): Html => measuredHtml({ ...measured, style });
  const strongest = strongestOf(rivals);
  const today = rivals.find(({ incumbent }) => incumbent);
  const reached = strongest && markup`; ${introduced(strongest, rivals)} reaches ${say(strongest.score)}`;
  const rule = today && today !== strongest && markup`, today's rule ${say(today.score)}`;
  const best =
    ceiling &&
    markup`${strongest ? ', and' : ';'} the best that is possible with these columns is ${say(ceiling.best)}`;
  return markup`${reached ?? null}${rule ?? null}${best}`;
}

/** By how much the model does better than the strongest simpler way and than today's rule, or that it does not. */
export function gainsOverRivals({ rivals, headline }: ComparedModel): Html[] {
  if (!headline) return [];
  const { label } = metricWords(headline.name);
  const strongest = strongestOf(rivals);
  const today = rivals.find(({ incumbent }) => incumbent);
  const compared = today && today !== strongest ? [strongest, today] : [strongest];
  return compared.flatMap((rival) =>
    rival?.advantage
      ? gainWords(rival === strongest ? introduced(rival, rivals) : named(rival), rival.advantage, label)
      : [],
  );
}

function gainWords(rival: string, advantage: NonNullable<Rival['advantage']>, label: string): Html {
  const { low, high } = advantage;
  if (low !== null && low > 0)
    return markup`It does better than ${rival} by ${measuredHtml(advantage)} of ${label}.`;
  const verdict = high !== null && high < 0 ? 'It does worse than' : 'It is not shown to do better than';
  return markup`<b>${verdict} ${rival}</b>: the difference in ${label} is ${measuredHtml(advantage)}.`;
}

function strongestOf(rivals: readonly Rival[]): Rival | undefined {
  return rivals.toSorted((a, b) => b.score.measured.value - a.score.measured.value)[0];
}

/** The strongest of several, called so. */
function introduced(strongest: Rival, rivals: readonly Rival[]): string {
  return rivals.length > 1 ? `the strongest simpler way (${named(strongest)})` : named(strongest);
}

function named({ incumbent, label }: Rival): string {
  return incumbent ? "today's rule" : label.charAt(0).toLowerCase() + label.slice(1);
}
