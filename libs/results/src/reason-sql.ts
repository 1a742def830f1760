import { sqlText, type Model } from '@engage/schema';

/** How many reasons a customer has. */
export const REASONS = [1, 2, 3] as const;

/**
 * SQL of `reason_1` to `reason_3`: the words, and which way the reason moves the prediction (not the
 * outcome: it is evidence, not a cause); null without explanations.
 *
 * @param table where the model's explanations are, or null when there are none
 */
export function reasonSql(model: Model, table: string | null): string {
  const name = model.name.replaceAll('_', ' ');
  return REASONS.map((k) => {
    if (table === null) return `cast(null as varchar) as reason_${k}`;
    const higher = sqlText(`: points to higher ${name}`);
    const lower = sqlText(`: points to lower ${name}`);
    return `${table}.reason_${k} || case when ${table}.contribution_${k} > 0 then ${higher} else ${lower} end as reason_${k}`;
  }).join(',\n    ');
}
