import type { Customer } from '../customer.ts';
import { bernoulli, gamma } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { count, rate, rounded, share } from './quantities.ts';
import type { Traits } from './traits.ts';

const SOCIAL = 'social';

/** Counts of what people do: the active do more of everything, the sociable share and post. */
const STORIES_POSTED = count({
  mean: 0.805,
  loads: { activity: 0.25, sociability: 0.5 },
  spread: 0.4,
  side: SOCIAL,
});
const STORIES_VIEWED = count({
  mean: 4.23,
  loads: { activity: 0.4, sociability: 0.15 },
  spread: 0.25,
  side: SOCIAL,
});
const REELS_CREATED = count({
  mean: 0.503,
  loads: { activity: 0.2, sociability: 0.5 },
  spread: 0.4,
  side: SOCIAL,
});
const REELS_WATCHED = count({
  mean: 5.94,
  loads: { activity: 0.45, sociability: 0.05 },
  spread: 0.25,
  side: SOCIAL,
});
const POSTS = count({ mean: 1.58, loads: { activity: 0.15, sociability: 0.46 }, spread: 0.3, side: SOCIAL });
const COMMENTS = count({
  mean: 2.97,
  loads: { activity: 0.3, sociability: 0.45 },
  spread: 0.3,
  side: SOCIAL,
});
const LIKES_GIVEN = count({
  mean: 9.9,
  loads: { activity: 0.4, sociability: 0.25 },
  spread: 0.25,
  side: SOCIAL,
});
const SHARES = count({
  mean: 0.988,
  loads: { activity: 0.25, sociability: 0.45 },
  spread: 0.4,
  side: SOCIAL,
});
const ADS_CLICKED = count({ mean: 0.395, loads: { activity: 0.3 }, spread: 0.5, side: SOCIAL });
const DISCOVER_VISITS = count({
  mean: 1.61,
  loads: { activity: 0.3, sociability: 0.15 },
  spread: 0.4,
  side: SOCIAL,
});
const LIVE_STREAMS = count({
  mean: 0.202,
  loads: { activity: 0.3, sociability: 0.3 },
  spread: 0.6,
  side: SOCIAL,
});

const STORY_COMPLETION = share({ mean: 0.573, loads: { activity: 0.15 }, precision: 6 });
const REEL_COMPLETION = share({ mean: 0.412, loads: { activity: 0.15 }, precision: 6 });
const ENGAGEMENT_RATE = share({ mean: 0.038, loads: { quality: 0.2, sociability: 0.1 }, precision: 60 });
const AD_CONVERSION = share({ mean: 0.0474, loads: { commitment: 0.15 }, precision: 30 });

const REEL_SECONDS = rate({ mean: 20, loads: { activity: 0.1 } });
const REEL_SECONDS_SHAPE = 4;
/** Minutes of one live stream that was watched. */
const STREAM_MINUTES = { mean: 4, shape: 2 };
const MOST_STREAM_MINUTES_WEEK = 600;

/**
 * Followers and following are power laws (Gamma over Gamma, whose tail is Pareto's) with one common divisor:
 * who follows many is followed by many, and the ratio of both has a mean of 1.03 without a heavy tail.
 */
const NETWORK = { tail: 2.6, shape: 2.9, loads: { sociability: 0.3 } };
const FOLLOWING = rate({ mean: 226.3, loads: NETWORK.loads });
const FOLLOWERS = rate({ mean: 150.5, loads: NETWORK.loads });
/** Some follow nobody yet, so that their ratio is unknown. */
const FOLLOWS_NOBODY = 0.004;

/** Views of a post grow with the followers: a power law of its own, in proportion to their square root. */
const VIEWS = { tail: 2.5, perRootOfFollowers: 6.55 };

/** Monthly earnings of those who create regularly. */
const CREATOR_EARNINGS = { mean: 32.5, shape: 0.8 };

/** What the customer does on the social side. */
export function drawSocial(stream: Stream, customer: Customer, traits: Traits): void {
  const platform = customer.platform_primary;
  customer.stories_posted_week = STORIES_POSTED(stream, traits, platform);
  customer.stories_viewed_day = STORIES_VIEWED(stream, traits, platform);
  customer.story_completion_rate_pct = percent(STORY_COMPLETION(stream, traits));
  customer.reels_created_week = REELS_CREATED(stream, traits, platform);
  customer.reels_watched_day = REELS_WATCHED(stream, traits, platform);
  const seconds =
    (REEL_SECONDS(stream, traits, platform) * gamma(stream, REEL_SECONDS_SHAPE)) / REEL_SECONDS_SHAPE;
  customer.avg_reel_watch_time_sec = rounded(seconds, 1);
  customer.reel_completion_rate_pct = percent(REEL_COMPLETION(stream, traits));
  customer.engagement_rate_pct = rounded(100 * ENGAGEMENT_RATE(stream, traits), 2);
  customer.posts_last_30_days = POSTS(stream, traits, platform);
  customer.comments_posted_week = COMMENTS(stream, traits, platform);
  customer.likes_given_day = LIKES_GIVEN(stream, traits, platform);
  customer.shares_last_week = SHARES(stream, traits, platform);
  customer.ads_clicked_week = ADS_CLICKED(stream, traits, platform);
  customer.ad_conversion_rate_pct = rounded(100 * AD_CONVERSION(stream, traits), 2);
  customer.discover_page_visits_week = DISCOVER_VISITS(stream, traits, platform);
  customer.live_streams_watched_week = LIVE_STREAMS(stream, traits, platform);
  drawNetwork(stream, customer, traits);
  const { mean, shape } = STREAM_MINUTES;
  const perStream = (mean * gamma(stream, shape)) / shape;
  customer.live_stream_time_minutes_week = rounded(
    Math.min(MOST_STREAM_MINUTES_WEEK, customer.live_streams_watched_week * perStream),
    1,
  );
  const earnings = (CREATOR_EARNINGS.mean * gamma(stream, CREATOR_EARNINGS.shape)) / CREATOR_EARNINGS.shape;
  customer.creator_earnings_month_usd = rounded(earnings, 2);
}

function drawNetwork(stream: Stream, customer: Customer, traits: Traits): void {
  const { tail, shape } = NETWORK;
  const common = (tail - 1) / shape / gamma(stream, tail);
  const following = FOLLOWING(stream, traits, customer.platform_primary) * common * gamma(stream, shape);
  const followers = FOLLOWERS(stream, traits, customer.platform_primary) * common * gamma(stream, shape);
  customer.following_count = bernoulli(stream, FOLLOWS_NOBODY) ? 0 : Math.round(following);
  customer.followers_count = Math.round(followers);
  const { tail: viewsTail, perRootOfFollowers } = VIEWS;
  const views = perRootOfFollowers * Math.sqrt(followers) * ((viewsTail - 1) / gamma(stream, viewsTail));
  customer.avg_views_per_post = Math.round(views * gamma(stream, 1));
}

/** A share as a percentage with one decimal. */
function percent(value: number): number {
  return rounded(100 * value, 1);
}
