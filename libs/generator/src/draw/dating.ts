import type { Customer } from '../customer.ts';
import { beta, binomial, gamma, poisson } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { clamp, count, probability, rate, rounded, share } from './quantities.ts';
import type { Traits } from './traits.ts';

const DATING = 'dating';

const COMPLETION = share({ mean: 0.621, loads: { quality: 0.55, commitment: 0.15 }, precision: 12 });
const PHOTO_SHARE = probability({ mean: 4.2 / 9, loads: { quality: 0.55 } });
const MOST_PHOTOS = 9;
/** What others think of the profile; part of the quality score, not a column. */
const APPEAL = share({ mean: 0.489, loads: { quality: 0.7 }, precision: 10 });

const RIGHT = rate({ mean: 11.07, loads: { activity: 0.3 }, spread: 0.3, side: DATING });
const LEFT = rate({ mean: 26.2, loads: { activity: 0.3, quality: 0.05 }, spread: 0.3, side: DATING });
/** Chance that a right swipe is a match: better profiles match more often. */
const MATCH_CHANCE = rate({ mean: 0.0294, loads: { quality: 0.45 }, spread: 0.2 });
const LIKES_RECEIVED = count({
  mean: 4.03,
  loads: { quality: 0.45, activity: 0.1 },
  spread: 0.3,
  side: DATING,
});

/** Matches lead to messages and dates: each scales with 1 − w + w × matches / mean matches. */
const MEAN_MATCHES = 0.33;
const MATCH_WEIGHT = { messages: 0.25, dates: 0.15 };
/** Match counts scatter widely; their pull is limited. */
const MOST_PULL = 6;
const SENT = rate({ mean: 1.42, loads: { sociability: 0.35, activity: 0.25 }, spread: 0.25, side: DATING });
const RECEIVED = rate({ mean: 1.7, loads: { quality: 0.25, sociability: 0.25 }, spread: 0.25, side: DATING });
const CONVERSATION = rate({ mean: 10, loads: { sociability: 0.25 } });
const CONVERSATION_SHAPE = 3;
const RESPONSE = share({ mean: 0.535, loads: { sociability: 0.25, commitment: 0.1 }, precision: 6 });
const FIRST_RESPONSE = share({ mean: 0.5, loads: { quality: 0.3 }, precision: 6 });

const SCHEDULED = rate({ mean: 3.38, loads: { sociability: 0.3, quality: 0.15 }, spread: 0.3, side: DATING });
/** At most a date a day. */
const MOST_DATES = 30;
const SHOW_UP = share({ mean: 0.8, loads: { commitment: 0.3 }, precision: 12 });

const SUPER_LIKES = count({
  mean: 1.46,
  loads: { activity: 0.25, commitment: 0.15 },
  spread: 0.4,
  side: DATING,
});
const BOOSTS = count({ mean: 0.853, loads: { activity: 0.15, commitment: 0.3 }, spread: 0.4, side: DATING });
const SUPER_LIKE_MATCH = share({ mean: 0.412, loads: { quality: 0.35 }, precision: 5 });

/** Blocks and reports gather over the years, in proportion to the root of the months. */
const BLOCKED = rate({ mean: 1.29, loads: { activity: 0.15 }, spread: 0.3, side: DATING });
const REPORTED = rate({ mean: 0.43, loads: { activity: 0.1 }, spread: 0.4, side: DATING });

const SATISFACTION = probability({ mean: 0.58, loads: { quality: 0.3, commitment: 0.1 } });
/** Each match more than the average one raises the odds of a satisfied customer. */
const SATISFACTION_PER_MATCH = 0.12;
const SATISFACTION_PRECISION = 7;

/** Earlier months brought more matches than the present ones: new profiles are shown more. */
const NEW_PROFILE_BOOST = 2.12;

/** What the customer does on the dating side. */
export function drawDating(stream: Stream, customer: Customer, traits: Traits): void {
  const platform = customer.platform_primary;
  customer.profile_completion_pct = rounded(100 * COMPLETION(stream, traits), 1);
  customer.photo_count = binomial(stream, MOST_PHOTOS, PHOTO_SHARE(traits));
  const appeal = rounded(100 * APPEAL(stream, traits), 1);
  customer.profile_quality_score = rounded(
    0.4 * customer.profile_completion_pct + 0.4 * appeal + 2 * customer.photo_count,
    2,
  );
  drawMatches(stream, customer, traits);
  const pull = Math.min(MOST_PULL, customer.matches_per_day / MEAN_MATCHES) - 1;
  const talk = 1 + MATCH_WEIGHT.messages * pull;
  customer.messages_sent_day = poisson(stream, talk * SENT(stream, traits, platform));
  customer.messages_received_day = poisson(stream, talk * RECEIVED(stream, traits, platform));
  const length =
    (CONVERSATION(stream, traits, platform) * gamma(stream, CONVERSATION_SHAPE)) / CONVERSATION_SHAPE;
  customer.avg_conversation_length = rounded(length, 1);
  customer.response_rate_pct = rounded(100 * RESPONSE(stream, traits), 1);
  customer.first_message_response_rate_pct = rounded(100 * FIRST_RESPONSE(stream, traits), 1);
  const dates = poisson(stream, (1 + MATCH_WEIGHT.dates * pull) * SCHEDULED(stream, traits, platform));
  customer.dates_scheduled_month = Math.min(MOST_DATES, dates);
  const showUp = SHOW_UP(stream, traits);
  customer.date_show_up_rate_pct = rounded(100 * showUp, 1);
  customer.dates_completed_month = binomial(stream, customer.dates_scheduled_month, showUp);
  customer.super_likes_used_week = SUPER_LIKES(stream, traits, platform);
  customer.boosts_used_month = BOOSTS(stream, traits, platform);
  customer.super_like_match_rate_pct = rounded(100 * SUPER_LIKE_MATCH(stream, traits), 1);
  const history = Math.sqrt(customer.tenure_months + 1);
  customer.users_blocked = poisson(stream, history * BLOCKED(stream, traits, platform));
  customer.users_reported = poisson(stream, history * REPORTED(stream, traits, platform));
  drawSatisfaction(stream, customer, traits);
}

function drawMatches(stream: Stream, customer: Customer, traits: Traits): void {
  const platform = customer.platform_primary;
  const rightRate = RIGHT(stream, traits, platform);
  const chance = clamp(MATCH_CHANCE(stream, traits, platform), 0, 0.5);
  customer.swipes_right_day = poisson(stream, rightRate);
  customer.swipes_left_day = poisson(stream, LEFT(stream, traits, platform));
  customer.matches_per_day = binomial(stream, customer.swipes_right_day, chance);
  customer.likes_received_day = LIKES_RECEIVED(stream, traits, platform);
  const daysBefore = 30 * (customer.tenure_months + 0.5);
  const earlier = poisson(stream, NEW_PROFILE_BOOST * daysBefore * rightRate * chance);
  customer.total_matches_alltime = earlier + 7 * customer.matches_per_day;
}

function drawSatisfaction(stream: Stream, customer: Customer, traits: Traits): void {
  const p = SATISFACTION(traits);
  const odds =
    (p / (1 - p)) * Math.exp(SATISFACTION_PER_MATCH * (Math.min(customer.matches_per_day, 4) - MEAN_MATCHES));
  customer.match_satisfaction_score = rounded(5 * beta(stream, odds / (1 + odds), SATISFACTION_PRECISION), 2);
}
