import type { ReferenceValues } from '@engage/explain';
import type { IntervalModel } from '@engage/intervals';
import type { Calibration } from '@engage/model';
import type { Contract } from '@engage/schema';
import type { PackedForest } from './pack-forest.ts';

/** Everything that the page needs to score a customer by itself, as JSON. */
export interface WhatIfData {
  /** The contract without what scoring does not need: other columns, rules, its own text. */
  readonly contract: Contract;
  /** Words behind the codes of categorical features. */
  readonly encoding: Readonly<Record<string, readonly string[]>>;
  readonly reference: ReferenceValues;
  /** In the order of the contract's models. */
  readonly models: readonly WhatIfModel[];
  /** The features that can be moved, strongest first. */
  readonly controls: readonly Control[];
  /** Where a reader starts from. */
  readonly examples: readonly Example[];
}

/** What makes one model's predictions. */
export interface WhatIfModel {
  readonly forest: PackedForest;
  readonly calibration: Calibration;
  /** Null where the run learnt none. */
  readonly intervals: IntervalModel | null;
}

/** How one feature is moved. */
export interface Control {
  readonly column: string;
  /** "Sessions a week". */
  readonly label: string;
  readonly kind: Range | Choice;
}

/** A slider: both ends inclusive. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/** A list; `value` is what the models read. */
export interface Choice {
  readonly options: readonly { readonly value: number; readonly text: string }[];
}

/** A customer to start from: nobody in particular, but what is usual among many. */
export interface Example {
  readonly name: string;
  /** One a feature of the models, as the run numbers them; null where most have no value. */
  readonly values: readonly (number | null)[];
  /** Texts of the peer columns; null for everyone's typical customer, who is compared with everyone. */
  readonly labels: readonly (string | null)[] | null;
}
