import type { PackageChange, ReleaseChanges } from "../../domain/comparison/release-contents.ts";
import type { ListedPackage } from "../../domain/sbom/read/listed-packages.ts";
import { counted } from "../../kernel/counted.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { asSentence } from "./claim-titles.ts";
import { folded } from "./folded.ts";
import { foreign, type Html, html } from "./html.ts";
import type { ReportFacts } from "./report-facts.ts";
import { reportTable, type TableRow } from "./report-table.ts";

const MOST_OPEN = 25;
const MOST_LICENSES = 10;
/** A longer text of a package is cut, for it stands in a list that is looked through, and nothing is compared with it. */
const MOST_CHARACTERS = 120;

/** What the release is made of: licences first, then every package, to be searched. */
export function contentsSection({ verification: { claims }, contents }: ReportFacts): Html | undefined {
  const packages = contents?.packages;
  if (packages === undefined) return undefined;
  const claim = claims.find(({ id }) => id === "sbom");
  const open = claim === undefined || claim.status === "verified" ? undefined : html` ${asSentence(claim.reason)}`;
  return html`<section id="inside"><h2>What is inside</h2>
<p>The signed list of contents (SBOM) names ${counted(packages.length, "package")}. It says what the build found. Nobody proves that it is all.${open}</p>
${
  packages.length === 0
    ? undefined
    : html`<h3>Licences</h3>${licenceBars(packages)}
<div id="packages" class="lookup"><h3>Packages</h3>
<div class="find" id="find-here"></div>
${packagesTable(packages.slice(0, MOST_OPEN))}
${folded(packages.slice(MOST_OPEN), { singular: "more package", plural: "more packages" }, packagesTable)}</div>`
}
</section>`;
}

function packagesTable(packages: readonly ListedPackage[]): Html {
  const rows = packages.map(
    ({ name, version, licenses }): TableRow => [
      html`<b>${foreign(short(name))}</b>`,
      foreign(short(version)),
      licenses.length === 0 ? html`<span class="warn">none stated</span>` : foreign(short(licenses.join(", "))),
    ],
  );
  return reportTable({ kind: "deps", head: ["Package", "Version", "Licence"], rows });
}

/** How many packages have which licence; bars, for the eye only. */
function licenceBars(packages: readonly ListedPackage[]): Html {
  const groups = [...groupBy(packages, ({ licenses }) => licenses.join(", "))].map(([name, all]) => ({
    name,
    count: all.length,
  }));
  const none = groups.find(({ name }) => name === "");
  const named = groups.filter(({ name }) => name !== "").sort((one, other) => other.count - one.count);
  const shown = named.slice(0, MOST_LICENSES);
  const others = named.slice(MOST_LICENSES).reduce((sum, { count }) => sum + count, 0);
  const bar = (name: Html, count: number, kind: string) =>
    html`<li><span class="name">${name}</span><svg aria-hidden="true"><rect class="${kind}" width="${Math.max(0.5, Math.round((count / packages.length) * 1000) / 10)}%" height="12" rx="2"/></svg><span class="n">${count}</span></li>`;
  return html`<ol class="bars">${[
    ...shown.map(({ name, count }) => bar(foreign(short(name)), count, "b1")),
    ...(others === 0 ? [] : [bar(html`${counted(named.length - MOST_LICENSES, "other licence")}`, others, "b1")]),
    ...(none === undefined ? [] : [bar(html`none stated`, none.count, "b3")]),
  ]}</ol>`;
}

/** What changed since the release before, if that was there; else why nothing is said. */
export function changesSection({ verification: { claims, root }, contents }: ReportFacts): Html | undefined {
  if (root === undefined || contents === undefined) return undefined;
  const { previous } = root.statement.predicate;
  const { changes } = contents;
  if (changes === undefined) {
    const lineage = claims.find(({ id }) => id === "lineage");
    const reason =
      "none" in previous
        ? html`The release names none. ${asSentence(previous.reason)}`
        : html`Nothing was compared. ${asSentence(lineage?.reason ?? "")}`;
    return html`<section id="changed"><h2>Changed since the release before</h2><p>${reason}</p></section>`;
  }
  const { packages = [] } = changes;
  return html`<section id="changed"><h2>Changed since ${foreign(changes.since)}</h2>
<p>${summaryOf(changes)}</p>
${
  packages.length === 0
    ? undefined
    : html`<div class="lookup">${changesTable(packages.slice(0, MOST_OPEN))}
${folded(packages.slice(MOST_OPEN), { singular: "more change", plural: "more changes" }, changesTable)}</div>`
}
${fileNames("Files that are new", changes.files.added)}${fileNames("Files that are gone", changes.files.removed)}</section>`;
}

function summaryOf({ files, packages }: ReleaseChanges): Html {
  const told = (change: PackageChange["change"]) => packages?.filter((one) => one.change === change).length ?? 0;
  const relicensed = told("relicensed");
  const ofPackages =
    packages === undefined
      ? "One of the two lists no contents, so packages were not compared."
      : `${counted(told("added"), "package")} added, ${told("removed")} removed, ${told("updated")} updated, ${relicensed} with another licence.`;
  return html`${ofPackages} ${counted(files.added.length, "file is", "files are")} new, ${files.removed.length} gone, and ${files.same} ${files.same === 1 ? "has" : "have"} the same digest. The repository is the same.`;
}

function changesTable(changes: readonly PackageChange[]): Html {
  const rows = changes.map(({ change, name, before, after }): TableRow => {
    const licence =
      before.licenses.join(", ") === after.licenses.join(", ") || change === "added" || change === "removed"
        ? undefined
        : html` <span class="small warn">another licence</span>`;
    return [
      html`<b>${foreign(short(name))}</b>`,
      html`${change === "relicensed" ? "licence" : change}`,
      foreign(short(change === "relicensed" ? before.licenses.join(", ") : before.versions.join(", ")) || "–"),
      foreign(short(change === "relicensed" ? after.licenses.join(", ") : after.versions.join(", ")) || "–"),
      html`${foreign(short((change === "removed" ? before : after).licenses.join(", ")) || "none stated")}${licence}`,
    ];
  });
  return reportTable({ kind: "delta", head: ["Package", "Change", "Before", "Now", "Licence"], rows });
}

const MOST_NAMES = 20;

function fileNames(title: string, names: readonly string[]): Html | undefined {
  if (names.length === 0) return undefined;
  const rest = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).map((name, at) => html`${at === 0 ? "" : ", "}${foreign(name)}`);
  return html`<p class="after">${title}: ${shown}${rest > 0 ? ` and ${rest} more` : ""}.</p>`;
}

function short(text: string): string {
  const characters = Array.from(text.slice(0, 4 * MOST_CHARACTERS));
  if (characters.length <= MOST_CHARACTERS && text.length <= 4 * MOST_CHARACTERS) return text;
  const end = Array.from(text.slice(-4 * MOST_CHARACTERS)).slice(-MOST_CHARACTERS / 2);
  return `${characters.slice(0, MOST_CHARACTERS / 2).join("")}…${end.join("")}`;
}
