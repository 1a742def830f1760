export { explainAll } from './explain-all.ts';
export type { ExplainPorts } from './explain-all.ts';
export { explainOne } from './explain-one.ts';
export type { CustomerExplanation, FeatureReason, ModelExplanation, ThemeReason } from './explain-one.ts';
export type { GlobalRanking, RankedFeature, RankedTheme } from './global-ranking.ts';
