import type { Dimension } from "./finding.ts";

/** A score from 0 to 10 in steps of 0.1; 10 means that no rule of the dimension found anything. */
export type Score = number;

/** One score a dimension. A file that does not parse has no scores at all. */
export type Scores = Readonly<Record<Dimension, Score>>;
