/** One figure. */
export interface Measurement {
  /** What was measured, in words that stand alone. */
  what: string;
  value: number;
  unit: 'ms' | 's' | 'MB' | '/s' | '×' | '%' | '';
  /** What it should not exceed. */
  most?: number;
  /** What it should reach. */
  least?: number;
}

/** Things that are measured together. */
export interface Scenario {
  title: string;
  /** Each runs in a process of its own, one after the other. */
  cases: Record<string, () => Promise<Measurement[]>>;
  /** What follows from the cases together, such as how one compares with another. */
  compare?(results: Record<string, Measurement[]>): Measurement[];
}

/** The value of one figure of a case; undefined when the case did not come that far. */
export function valueOf(
  results: Record<string, Measurement[]>,
  name: string,
  what: string,
): number | undefined {
  return results[name]?.find(each => each.what === what)?.value;
}
