import { columnOf, type Contract, type Model } from '@engage/schema';

/** A model's columns gathered by what they mean to a person. */
export interface Themes {
  /** In the order in which the model's features name them first. */
  readonly names: readonly string[];
  /** Theme of each feature of the model. */
  readonly ofFeature: Uint16Array;
}

/** The themes of a model; a column without a theme is its own, under its own name. */
export function themesOf(contract: Contract, model: Model): Themes {
  const codes = new Map<string, number>();
  const ofFeature = Uint16Array.from(model.features, (feature) => {
    const theme = columnOf(contract, feature).theme ?? feature;
    if (!codes.has(theme)) codes.set(theme, codes.size);
    return codes.get(theme)!;
  });
  return { names: [...codes.keys()], ofFeature };
}
