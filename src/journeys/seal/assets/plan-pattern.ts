import type nodePath from "node:path";
import picomatch from "picomatch";

/** A glob split into the folder to walk and what to match below it. */
export interface PatternPlan {
  /** Absolute folder that holds every match. */
  readonly base: string;
  /** Pattern for paths relative to `base`, with `/` on every system. */
  readonly glob: string;
  /** False if the glob can only match files directly in `base`. */
  readonly deep: boolean;
}

/**
 * Plans the search for a glob such as `dist/*.tar.gz`; undefined if the text is not a glob. `path` is the path module of
 * the system, so that Windows separators can be tested anywhere.
 */
export function planPattern(pattern: string, folder: string, path: typeof nodePath): PatternPlan | undefined {
  const unified = path.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern;
  const { base, glob, isGlob, negated } = picomatch.scan(unified);
  if (!isGlob || negated) return undefined;
  return { base: path.resolve(folder, base), glob, deep: glob.includes("/") || glob.includes("**") };
}
