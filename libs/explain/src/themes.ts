import { columnOf, type Contract, type Model } from '@engage/schema';

/** A model's columns gathered by what they mean to a person. */
export interface Themes {
  /** In the order in which the model's features name them first. */
  readonly names: readonly string[];
  /** Theme of each feature of the model. */
  readonly ofFeature: Uint16Array;
  /** Features by theme: those of theme t are `members[starts[t], starts[t + 1])`, in the model's order. */
  readonly members: Uint16Array;
  readonly starts: Uint16Array;
}

/** The themes of a model; a column without a theme is its own, under its own name. */
export function themesOf(contract: Contract, model: Model): Themes {
  return groupThemes(model.features.map((feature) => columnOf(contract, feature).theme ?? feature));
}

/** Gathers features by the name of their theme; one name a feature. */
export function groupThemes(themeOfFeature: readonly string[]): Themes {
  const names = [...new Set(themeOfFeature)];
  const lists = names.map((name) =>
    themeOfFeature.flatMap((theme, feature) => (theme === name ? [feature] : [])),
  );
  const starts = new Uint16Array(names.length + 1);
  lists.forEach((list, t) => (starts[t + 1] = starts[t]! + list.length));
  return {
    names,
    ofFeature: Uint16Array.from(themeOfFeature, (theme) => names.indexOf(theme)),
    members: Uint16Array.from(lists.flat()),
    starts,
  };
}
