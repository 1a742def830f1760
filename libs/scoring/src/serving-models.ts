import type { Teller, Themes } from '@engage/explain';
import type { IntervalFunction, IntervalModel } from '@engage/intervals';
import type { Column, Contract, Model } from '@engage/schema';
import type { TreeScorer } from '@engage/trees';

/** One model, ready to score customers who are in no file. */
export interface ServingModel {
  readonly model: Model;
  readonly scorer: TreeScorer;
  /** Place of each of the model's features among `ServingModels.columns`. */
  readonly places: Uint16Array;
  readonly themes: Themes;
  /** Predictions from margins, calibrated and within the target's bounds, as the pipeline makes them. */
  predict(margins: ArrayLike<number>): Float64Array;
  /** One customer's interval; null where none could be learnt. */
  readonly interval: IntervalFunction | null;
  /** How intervals are made, and the share of outcomes that they are to hold where that was promised. */
  readonly intervals: { readonly method: IntervalModel['method']; readonly coverage: number | null };
}

/** The models of one finished run, and what it takes to read and tell a customer. */
export interface ServingModels {
  readonly runId: string;
  /** As `model_version` of the results: another model is another version. */
  readonly version: string;
  readonly contract: Contract;
  /** In the contract's order. */
  readonly models: readonly ServingModel[];
  /** Every feature of every model, once: the columns of a request's matrix. */
  readonly columns: readonly Column[];
  /** Columns whose texts say whom a customer is compared with. */
  readonly peerColumns: readonly Column[];
  /** Words behind the codes of categorical features, by column. */
  readonly encoding: Readonly<Record<string, readonly string[]>>;
  readonly teller: Teller;
}
