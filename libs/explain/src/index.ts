export { explainAll } from './explain-all.ts';
export type { ExplainPorts } from './explain-all.ts';
export { explainOne } from './explain-one.ts';
export type { CustomerExplanation, FeatureReason, ModelExplanation, ThemeReason } from './explain-one.ts';
export type { GlobalRanking, RankedFeature, RankedTheme } from './global-ranking.ts';
export { REFERENCE_KEY, tellerOf } from './reference-values.ts';
export type { ReferenceValues, Teller, ToldReason } from './reference-values.ts';
export { themesOf } from './themes.ts';
export type { Themes } from './themes.ts';
