/** One row of the tiny table; moments are ISO 8601 in UTC. */
export type TinyRow = Record<string, string | number | boolean | null>;

const SNAPSHOTS = 6;
const REGIONS = ['North', 'South', 'East', 'West'];

/**
 * Rows that keep the tiny contract, the same for the same seed: ids 1 … count, six month starts of 2025, satisfaction
 * and leaving with a signal in the features, every eleventh rating missing. Row i does not depend on `count`.
 */
export function tinyRows(count: number, seed = 7): TinyRow[] {
  return Array.from({ length: count }, (_, i) => tinyRow(i + 1, seed));
}

function tinyRow(id: number, seed: number): TinyRow {
  const next = randomOf(Math.imul(id, 0x9e3779b1) ^ seed);
  const visits = Math.floor(next() * 20);
  const minutes = visits === 0 ? 0 : round(next() * 90);
  const rating = id % 11 === 0 ? null : round(next() * 5);
  const months = Math.floor(next() * 60);
  const plan = next() < 0.7 ? 'Basic' : 'Plus';
  const trial = plan === 'Basic' && next() < 0.2;
  const liking = visits / 20 + minutes / 90 + (rating ?? 2.5) / 5 + (trial ? -0.5 : 0);
  const satisfaction = Math.min(1, Math.max(0, liking / 3 + (next() - 0.5) * 0.2));
  const odds = Math.exp(3 - 2.2 * liking - months / 40);
  return {
    account_id: id,
    seen_at: `2025-0${1 + Math.floor(next() * SNAPSHOTS)}-01T00:00:00Z`,
    visits_week: visits,
    minutes_day: minutes,
    rating,
    months,
    fee_usd: plan === 'Plus' ? 9.99 : 0,
    plan,
    on_trial: trial,
    region: REGIONS[Math.floor(next() * REGIONS.length)] ?? 'North',
    satisfaction: round(satisfaction, 4),
    left_30_day: next() < odds / (1 + odds),
    old_score: round(Math.min(1, Math.max(0, 1 - visits / 20 + (next() - 0.5) * 0.4)), 4),
  };
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** mulberry32: uniform in [0, 1) from a 32-bit state. */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}
