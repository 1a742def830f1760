import type { Customer } from '../customer.ts';
import { normal } from '../random/normal.ts';
import { bernoulli, binomial, gamma, poisson } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { clamp, interceptOf, logistic, probability, rate, rounded } from './quantities.ts';
import type { Traits } from './traits.ts';

/** 0.7 % had no session in the last 7 days, mostly the inactive and uncommitted. */
const isPaused = probability({ mean: 0.007, loads: { activity: -0.7, commitment: -0.6 } });

const SESSIONS = rate({ mean: 40.3, loads: { activity: 0.42, commitment: 0.1 }, spread: 0.28 });
const MINUTES = rate({ mean: 14.1, loads: { activity: 0.12, sociability: 0.05 }, spread: 0.1 });
/** Shape of the Gamma draw of the mean session length: the scatter between weeks. */
const MINUTES_SHAPE = 6;
const OPENS = rate({ mean: 2.43, spread: 0.2 });

/** Nobody spends more than this in the app: 100 hours a week, so that weekly and daily limits hold. */
const MOST_MINUTES_WEEK = 6_000;

/** Sessions cluster on three or four days of the week: one sure day and a share of the other six. */
const ACTIVE_DAYS = { mean: 0.42, loadOfSessions: 0.55, spread: 0.5 };
const ACTIVE_DAYS_INTERCEPT = interceptOf(
  ACTIVE_DAYS.mean,
  Math.hypot(ACTIVE_DAYS.loadOfSessions, ACTIVE_DAYS.spread),
);
const SESSIONS_LOG_MEAN = Math.log(36);
const SESSIONS_LOG_DEVIATION = 0.52;

/** Paused customers were last seen 7 to 30 days ago, rather recently: a geometric decline a day. */
const PAUSE_DECAY = 0.9;

/**
 * How often and how long the customer uses the app, and when they were last seen. Feed and video take a share
 * of the same minutes, so that 7 × feed minutes + 60 × video hours ≤ sessions × mean length by construction.
 */
export function drawActivity(stream: Stream, customer: Customer, traits: Traits): void {
  const platform = customer.platform_primary;
  const sessions = Math.max(1, poisson(stream, SESSIONS(stream, traits, platform)));
  const minutes = (MINUTES(stream, traits, platform) * gamma(stream, MINUTES_SHAPE)) / MINUTES_SHAPE;
  const opens = poisson(stream, (OPENS(stream, traits, platform) * sessions) / 7);
  const paused = bernoulli(stream, isPaused(traits));
  customer.sessions_last_7_days = paused ? 0 : sessions;
  customer.session_duration_avg_min = paused
    ? 0
    : rounded(Math.min(minutes, MOST_MINUTES_WEEK / sessions), 1);
  customer.app_opens_day = paused ? 0 : opens;
  customer.days_since_last_active = paused ? pausedDays(stream) : daysSinceActive(stream, sessions);
  drawTimeUse(stream, customer);
}

/** Mean shares of the minutes by platform code: feed, video, all else. Of all minutes 36 % and 28 %. */
const TIME_USE = [
  [0.43, 0.34, 0.23],
  [0.26, 0.19, 0.55],
  [0.39, 0.3, 0.31],
] as const;
/** Sum of the Dirichlet's shapes: how alike customers of one platform divide their time. */
const TIME_USE_PRECISION = 12;

function drawTimeUse(stream: Stream, customer: Customer): void {
  const [feedShape, videoShape, restShape] = TIME_USE[customer.platform_primary]!;
  const feed = gamma(stream, feedShape * TIME_USE_PRECISION);
  const video = gamma(stream, videoShape * TIME_USE_PRECISION);
  const all = feed + video + gamma(stream, restShape * TIME_USE_PRECISION);
  const minutes = customer.sessions_last_7_days * customer.session_duration_avg_min;
  // Rounded down, so that the parts never exceed the whole.
  customer.feed_time_minutes_day = Math.floor((10 * minutes * feed) / all / 7) / 10;
  customer.video_watch_hours_week = Math.floor((100 * minutes * video) / all / 60) / 100;
}

/** Days since the latest of the active days, which lie anywhere in the week: 0 with probability days / 7. */
function daysSinceActive(stream: Stream, sessions: number): number {
  const standardSessions = (Math.log(sessions) - SESSIONS_LOG_MEAN) / SESSIONS_LOG_DEVIATION;
  const p = logistic(
    ACTIVE_DAYS_INTERCEPT +
      ACTIVE_DAYS.loadOfSessions * standardSessions +
      ACTIVE_DAYS.spread * normal(stream),
  );
  const activeDays = Math.min(sessions, 1 + binomial(stream, 6, p));
  let gap = 0;
  while (gap < 6 && !bernoulli(stream, clamp(activeDays / (7 - gap), 0, 1))) gap += 1;
  return gap;
}

function pausedDays(stream: Stream): number {
  let days = 7;
  while (days < 30 && bernoulli(stream, PAUSE_DECAY)) days += 1;
  return days;
}
