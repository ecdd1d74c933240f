import { relative, sep } from "node:path";
import type { CheckOrder } from "./check-order.ts";

/** The paths of the assets as git writes paths; those outside of the checkout are nothing to it. */
export function relativeToTop({ top, assets = [] }: CheckOrder): string[] {
  if (top === undefined) return [];
  return assets.map(({ path }) => relative(top, path).replaceAll(sep, "/")).filter((path) => !path.startsWith("../"));
}
