import picomatch from "picomatch";
import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Finding } from "./release-claim.ts";

const MAX_NAMED = 5;

/** The names and patterns that a manifest lists, with `{version}`, `{tag}` and `{name}` filled in. */
export function plannedAssets(
  patterns: readonly string[],
  { name, version, tag }: { readonly name: string; readonly version: string; readonly tag: string | null },
): string[] {
  const values = new Map([
    ["name", name],
    ["version", version],
    ["tag", tag ?? ""],
  ]);
  return patterns.map((pattern) => pattern.replace(/\{(\w+)\}/g, (whole, key: string) => values.get(key) ?? whole));
}

/**
 * That exactly the listed files are there: each name and pattern has one, and none is left over. `planned` is undefined if
 * no manifest lists any.
 */
export function checkInventory(planned: readonly string[] | undefined, names: readonly string[] | undefined): Finding {
  const found = names === undefined ? null : counted(names.length);
  const about = { id: "inventory", found, source: "the files that were named" } as const;
  if (planned === undefined) {
    const reason = "no manifest lists the files";
    return { ...about, expected: null, status: "not-applicable", reason };
  }
  const expected = counted(planned.length);
  if (names === undefined) {
    const fix = "name the files, for example dist/*";
    return { ...about, expected, status: "not-checked", reason: "no file was named", fix };
  }
  const matchers = planned.map((pattern) => ({ pattern, matches: matcherOf(pattern) }));
  const missing = matchers.filter(({ matches }) => !names.some(matches)).map(({ pattern }) => pattern);
  const more = names.filter((name) => !matchers.some(({ matches }) => matches(name))).sort(compareUtf8);
  const twice = planned.filter((name, index) => planned.indexOf(name) !== index);
  if (missing.length + more.length + twice.length === 0) {
    return { ...about, expected, status: "verified", reason: "exactly the listed files are there" };
  }
  const problems = [
    ...(missing.length === 0 ? [] : [`${listed(missing)} missing`]),
    ...(more.length === 0 ? [] : [`${listed(more)} not listed`]),
    ...(twice.length === 0 ? [] : [`${listed(twice)} listed twice`]),
  ];
  return {
    ...about,
    expected,
    status: "failed",
    reason: `the files are not those of the manifest: ${problems.join("; ")}`,
    fix: "build what is missing, or correct `assets` in the manifest",
  };
}

/** A name is itself before it is a pattern: `tool[x].zip` is a file name, too. */
function matcherOf(pattern: string): (name: string) => boolean {
  const matches = picomatch(pattern);
  return (name) => name === pattern || matches(name);
}

function counted(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).map((name) => printable(name, 80));
  return names.length > MAX_NAMED ? `${shown.join(", ")} and ${names.length - MAX_NAMED} more` : shown.join(", ");
}
