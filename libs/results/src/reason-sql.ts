import { sqlText, type Model } from '@engage/schema';

/** How many reasons a customer has. */
export const REASONS = [1, 2, 3] as const;

/**
 * SQL of `reason_1` to `reason_3`: the words, and whether the reason raises or lowers what the model predicts;
 * null without explanations.
 *
 * @param table where the model's explanations are, or null when there are none
 */
export function reasonSql(model: Model, table: string | null): string {
  const name = model.name.replaceAll('_', ' ');
  return REASONS.map((k) => {
    if (table === null) return `cast(null as varchar) as reason_${k}`;
    const raises = sqlText(` (raises ${name})`);
    const lowers = sqlText(` (lowers ${name})`);
    return `${table}.reason_${k} || case when ${table}.contribution_${k} > 0 then ${raises} else ${lowers} end as reason_${k}`;
  }).join(',\n    ');
}
