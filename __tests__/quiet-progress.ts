import type { Progress } from "../src/ports/progress.ts";

/** Progress that nobody watches; keeps the warnings. */
export function quietProgress(): Progress & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { warnings, step() {}, advance() {}, warn: (text) => void warnings.push(text), done() {} };
}
