import { compareUtf8 } from "../../kernel/bytewise.ts";
import { printable } from "../../kernel/printable.ts";
import type { Finding } from "./release-claim.ts";

const MAX_NAMED = 5;

/** The file names that a manifest lists, with `{version}`, `{tag}` and `{name}` filled in. */
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

/** That exactly the listed assets are there: none missing, none more. `planned` is undefined without a manifest. */
export function checkInventory(planned: readonly string[] | undefined, names: readonly string[] | undefined): Finding {
  const found = names === undefined ? null : counted(names.length);
  const about = { id: "inventory", found, source: "the assets that were named" } as const;
  if (planned === undefined) {
    const reason = "no manifest says what the assets must be";
    return { ...about, expected: null, status: "not-applicable", reason };
  }
  const expected = counted(planned.length);
  if (names === undefined) {
    const fix = "name the assets, for example dist/*";
    return { ...about, expected, status: "not-checked", reason: "no asset was named", fix };
  }
  const missing = without(planned, names);
  const more = without(names, planned);
  const twice = planned.filter((name, index) => planned.indexOf(name) !== index);
  if (missing.length + more.length + twice.length === 0) {
    return { ...about, expected, status: "verified", reason: "exactly the listed assets are there" };
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
    reason: `the assets are not those of the manifest: ${problems.join("; ")}`,
    fix: "build what is missing, or correct `assets` in the manifest",
  };
}

function without(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name)).sort(compareUtf8);
}

function counted(count: number): string {
  return count === 1 ? "1 asset" : `${count} assets`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).map((name) => printable(name, 80));
  return names.length > MAX_NAMED ? `${shown.join(", ")} and ${names.length - MAX_NAMED} more` : shown.join(", ");
}
