import type { Customer } from '../customer.ts';
import { beta, category, lomax } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { probability } from './quantities.ts';
import type { Traits } from './traits.ts';

const GENDER_SHARES = [0.48, 0.96, 1];
const LOCATION_SHARES = [0.15, 0.27, 0.37, 0.47, 0.55, 0.63, 0.71, 0.79, 0.9, 1];

/** Beta on 18 to 80 with mean 30.9: a young crowd with a long tail of older customers. */
const AGE = { youngest: 18, oldest: 80, mean: 30.9, precision: 7.7 };
const AGE_DEVIATION =
  (AGE.oldest - AGE.youngest) *
  Math.sqrt((shareOfRange(AGE.mean) * (1 - shareOfRange(AGE.mean))) / (AGE.precision + 1));

/** Months since sign-up: a power law, since most customers are new; the committed have stayed longer. */
const TENURE = { shape: 3.2, scale: 36.4, commitment: 0.3, longest: 84 };

const isPremium = probability({ mean: 0.212, loads: { commitment: 0.7, activity: 0.4, quality: 0.15 } });

function shareOfRange(age: number): number {
  return (age - AGE.youngest) / (AGE.oldest - AGE.youngest);
}

/** Who the customer is; returns the age in standard deviations, which the traits start from. */
export function drawPerson(stream: Stream, customer: Customer): number {
  customer.gender = category(stream, GENDER_SHARES);
  customer.location = category(stream, LOCATION_SHARES);
  const age =
    AGE.youngest + (AGE.oldest - AGE.youngest) * beta(stream, shareOfRange(AGE.mean), AGE.precision);
  customer.age = Math.round(age);
  return (age - AGE.mean) / AGE_DEVIATION;
}

/** How long the customer has been here, and whether they pay for it. */
export function drawAccount(stream: Stream, customer: Customer, traits: Traits): void {
  const scale = TENURE.scale * Math.exp(TENURE.commitment * traits.commitment);
  customer.tenure_months = Math.min(TENURE.longest, Math.floor(lomax(stream, TENURE.shape, scale)));
  customer.account_type = stream.uniform() < isPremium(traits) ? 1 : 0;
}
