const FEATURES = ['visits_week', 'minutes_day', 'rating', 'months', 'fee_usd', 'plan', 'on_trial'];

/** One model of each task for the tiny table, as its contract writes them. */
export function threeModels(): Readonly<Record<string, unknown>>[] {
  return [
    {
      name: 'satisfaction',
      task: 'regression',
      target: 'satisfaction',
      horizonDays: 30,
      features: FEATURES,
      predictionColumn: 'predicted_satisfaction',
      higherIsBetter: true,
      unit: 'score',
    },
    {
      name: 'leaving',
      task: 'binary',
      target: 'left_30_day',
      horizonDays: 30,
      features: FEATURES,
      incumbent: 'old_score',
      flagThreshold: 0.7,
      predictionColumn: 'predicted_leaving_probability',
      flagColumn: 'predicted_leaving',
      higherIsBetter: false,
      unit: 'probability',
    },
    {
      name: 'spend',
      task: 'tweedie',
      target: 'outcome',
      outcome: { file: 'outcomes.parquet', key: 'account_id', name: 'spend_90d' },
      horizonDays: 90,
      features: FEATURES,
      predictionColumn: 'predicted_spend',
      higherIsBetter: true,
      unit: 'USD',
    },
  ];
}
