import type { GrowthFamily } from "./growth-families.ts";

/** What reading one input took, in milliseconds of CPU or whatever else is counted. */
export type Cost = (input: Uint8Array) => Promise<number>;

export interface Growth {
  readonly form: string;
  /** For inputs of n, 2n and 4n bytes; fewer where one of them took too much to go on. */
  readonly costs: readonly number[];
  /** How often what n takes is in what 4n takes: 4 where it is linear, 16 for the square; 0 where it is too little to tell. */
  readonly growth: number;
}

export interface GrowthLimits {
  /** The largest of three sizes. */
  readonly bytes: number;
  /** Below it, what is measured is the clock. */
  readonly leastCost: number;
  /** What no input may take. */
  readonly mostCost: number;
}

/** Growth beyond it is worse than linear, with room for what a measurement strays. */
export const MAX_GROWTH = 8;

/** So many forms are looked at in all sizes: those that take most of the smallest one. */
const FINALISTS = 3;

/** Of all forms the one that is steepest, else the one that takes most, and which took most of the smallest size. */
export async function steepest(
  seed: Uint8Array,
  families: readonly GrowthFamily[],
  { cost, limits }: { readonly cost: Cost; readonly limits: GrowthLimits },
): Promise<Growth & { readonly finalists: readonly string[] }> {
  const begun: { readonly family: GrowthFamily; readonly first: number }[] = [];
  for (const family of families) begun.push({ family, first: await cost(family.make(seed, limits.bytes / 4)) });
  const finalists = begun.sort((a, b) => b.first - a.first).slice(0, FINALISTS);
  let worst: Growth = { form: "", costs: [], growth: 0 };
  for (const { family, first } of finalists) {
    const one = await growthOf(seed, family, { first, cost, limits });
    if (rank(one) > rank(worst) || worst.form === "") worst = one;
  }
  return { ...worst, finalists: finalists.map(({ family }) => family.name) };
}

/** Whether reading takes more than linear time, or too much of it. */
export function isTooMuch({ costs, growth }: Growth, { mostCost }: GrowthLimits): boolean {
  return growth > MAX_GROWTH || costs.some((one) => one > mostCost);
}

async function growthOf(
  seed: Uint8Array,
  family: GrowthFamily,
  { first, cost, limits }: { readonly first: number; readonly cost: Cost; readonly limits: GrowthLimits },
): Promise<Growth> {
  const costs = [first];
  for (const part of [2, 1]) {
    if ((costs.at(-1) ?? 0) > limits.mostCost) break;
    costs.push(await cost(family.make(seed, limits.bytes / part)));
  }
  const last = costs.at(-1) ?? 0;
  // What little is taken of the smallest may be of the start: then the least that counts is what is compared with.
  const growth = last < limits.leastCost ? 0 : last / Math.max(first, limits.leastCost / MAX_GROWTH);
  return { form: family.name, costs, growth };
}

function rank({ costs, growth }: Growth): number {
  const most = Math.max(0, ...costs);
  return growth > MAX_GROWTH ? 1e9 * growth : most;
}
