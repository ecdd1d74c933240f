import { unlessRefused } from "../../../kernel/unless-refused.ts";
import { formatPurl } from "../../sbom/model/purl.ts";

/** Types of package URLs by the names that OSV has for ecosystems; a release of a distribution follows a colon. */
const TYPES = new Map([
  ["npm", "npm"],
  ["pypi", "pypi"],
  ["go", "golang"],
  ["crates.io", "cargo"],
  ["rubygems", "gem"],
  ["nuget", "nuget"],
  ["packagist", "composer"],
  ["maven", "maven"],
]);

/** The package URL of a component that a report names by its parts; undefined for an ecosystem whose parts say too little. */
export function packageUrl(ecosystem: string, name: string, version: string | undefined): string | undefined {
  const type = TYPES.get(ecosystem.toLowerCase());
  if (type === undefined) return undefined;
  const parts = type === "maven" ? name.split(":") : name.split("/");
  const own = parts.pop() ?? "";
  const namespace = parts.length === 0 ? {} : { namespace: parts.join("/") };
  return unlessRefused(() => formatPurl({ type, ...namespace, name: own, version }), undefined);
}
