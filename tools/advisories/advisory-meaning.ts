import { compareUtf8 } from "../../src/kernel/bytewise.ts";
import { readSourceToml } from "../../src/kernel/documents/source-toml.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";

/** A range of affected versions; `0` is before everything. */
export interface MeantRange {
  readonly introduced: string;
  readonly fixed?: string;
  readonly last?: string;
}

/** What an advisory says, whatever its format: facts alone, no text. Lists are in the order of their bytes. */
export interface AdvisoryMeaning {
  readonly names: readonly string[];
  /** RFC 3339, or a day; null if it says none. */
  readonly published: string | null;
  readonly modified: string | null;
  readonly vectors: readonly string[];
  readonly weaknesses: readonly string[];
  readonly references: readonly string[];
  readonly people: readonly string[];
  readonly packages: readonly {
    /** Package URL without a version. */
    readonly purl: string;
    readonly ranges: readonly MeantRange[];
    /** Versions that are listed one by one. */
    readonly affected: readonly string[];
    readonly fixed: readonly string[];
  }[];
  readonly commits: {
    readonly repository: string;
    readonly introduced: readonly string[];
    readonly fixed: readonly string[];
  } | null;
}

/** What a document is read as, by its content: CSAF, OSV, or Markdown with the front matter of RustSec. */
export function meaningOfText(text: string): AdvisoryMeaning {
  if (!text.trimStart().startsWith("{")) return meaningOfRustSec(text);
  const document = JSON.parse(text);
  return document.document === undefined ? meaningOfOsv(document) : meaningOfCsaf(document);
}

// biome-ignore lint/suspicious/noExplicitAny: the documents of others have many shapes, and what is not there is an empty list.
type Loose = any;

export function meaningOfOsv(record: Loose): AdvisoryMeaning {
  const packages = new Map<string, { ranges: MeantRange[]; affected: string[]; fixed: string[] }>();
  const git: Loose[] = [];
  for (const { package: of, ranges = [], versions = [] } of record.affected ?? []) {
    git.push(...ranges.filter(({ type }: Loose) => type === "GIT"));
    if (of === undefined) continue;
    const purl: string = of.purl ?? purlOf(of);
    const known = packages.get(purl) ?? { ranges: [], affected: [], fixed: [] };
    packages.set(purl, known);
    known.ranges.push(
      ...ranges.filter(({ type }: Loose) => type !== "GIT").flatMap(({ events }: Loose) => rangesOf(events)),
    );
    known.affected.push(...versions);
  }
  const events = git.flatMap((range) => range.events);
  const own = record.database_specific ?? {};
  return {
    names: sorted([record.id, ...(record.aliases ?? [])]),
    published: instant(record.published),
    modified: instant(record.modified),
    vectors: sorted((record.severity ?? []).map(({ score }: Loose) => score)),
    weaknesses: sorted(own.cwe_ids ?? [own.CWE].filter(isText)),
    references: sorted((record.references ?? []).map(({ url }: Loose) => url)),
    people: sorted((record.credits ?? []).map(({ name }: Loose) => name)),
    packages: inOrder(packages),
    commits:
      git.length === 0
        ? null
        : {
            repository: git[0].repo.replace(/\.git$/, ""),
            introduced: sorted(events.flatMap(({ introduced }: Loose) => introduced ?? [])),
            fixed: sorted(events.flatMap(({ fixed }: Loose) => fixed ?? [])),
          },
  };
}

/** Of several vulnerabilities, all together. Ranges are those whose branch names one as `vers`. */
export function meaningOfCsaf({ document, product_tree, vulnerabilities = [] }: Loose): AdvisoryMeaning {
  const products = new Map<string, { purl: string; range: string | undefined }>();
  const visit = (value: Loose): void => {
    if (typeof value !== "object" || value === null) return;
    const helper = value.product?.product_identification_helper ?? {};
    const purl = helper.purl ?? helper.purls?.[0];
    const range = value.category === "product_version_range" ? value.name : undefined;
    if (purl !== undefined) products.set(value.product.product_id, { purl, range });
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(product_tree);
  const packages = new Map<string, { ranges: MeantRange[]; affected: string[]; fixed: string[] }>();
  for (const [status, list] of [
    ["known_affected", "affected"],
    ["fixed", "fixed"],
  ] as const) {
    for (const id of new Set<string>(vulnerabilities.flatMap((one: Loose) => one.product_status?.[status] ?? []))) {
      const { purl, range } = products.get(id) ?? {};
      // A file is named by its digest, and is of no registry.
      if (purl === undefined || purl.includes("checksum=")) continue;
      const [name = "", version] = purl.split(/@(?=[^/]*$)/);
      const known = packages.get(name) ?? { ranges: [], affected: [], fixed: [] };
      packages.set(name, known);
      if (range !== undefined) known.ranges.push(rangeOfVers(range));
      else if (version !== undefined) known[list].push(decodeURIComponent(version).replace(/^v(?=\d)/, ""));
    }
  }
  const people = [
    ...(document.acknowledgments ?? []),
    ...vulnerabilities.flatMap((one: Loose) => one.acknowledgments ?? []),
  ];
  const scores = vulnerabilities.flatMap((one: Loose) => [
    ...(one.scores ?? []),
    ...(one.metrics ?? []).map(({ content }: Loose) => content),
  ]);
  const vectors = scores.flatMap((one: Loose) => [one.cvss_v3, one.cvss_v4].filter(Boolean));
  return {
    names: sorted(
      [
        document.tracking.id,
        ...vulnerabilities.flatMap(({ cve, ids = [] }: Loose) => [cve, ...ids.map(({ text }: Loose) => text)]),
      ].filter(isText),
    ),
    published: instant(document.tracking.initial_release_date),
    modified: instant(document.tracking.current_release_date),
    vectors: sorted(vectors.map(({ vectorString }: Loose) => vectorString)),
    weaknesses: sorted(
      vulnerabilities.flatMap(({ cwe, cwes = [] }: Loose) => [cwe, ...cwes].flatMap((one: Loose) => one?.id ?? [])),
    ),
    references: sorted(
      [
        ...(document.references ?? []),
        ...vulnerabilities.flatMap(({ references = [], remediations = [] }: Loose) => [...references, ...remediations]),
      ].flatMap(({ url }) => url ?? []),
    ),
    people: sorted(people.flatMap(({ names = [] }: Loose) => names)),
    packages: inOrder(packages),
    commits: null,
  };
}

/** https://github.com/rustsec/advisory-db: what is neither patched nor unaffected is affected. */
function meaningOfRustSec(text: string): AdvisoryMeaning {
  const [, front = ""] = /^```toml\n([\s\S]*?)\n```/.exec(text) ?? [];
  const { advisory, versions }: Loose = readSourceToml(encodeUtf8(front));
  const good = [...(versions.patched ?? []), ...(versions.unaffected ?? [])].map((requirement: string) => ({
    from: /(?:^|[^<])>=\s*([^\s,]+)/.exec(requirement)?.[1] ?? "0",
    until: /<\s*([^\s,=]+)/.exec(requirement)?.[1],
  }));
  good.sort((a, b) => compareNumbers(a.from, b.from));
  const ranges: MeantRange[] = [];
  let begin: string | undefined = "0";
  for (const { from, until } of good) {
    if (begin !== undefined && begin !== from) ranges.push({ introduced: begin, fixed: from });
    begin = until;
  }
  if (begin !== undefined) ranges.push({ introduced: begin });
  return {
    names: sorted([advisory.id, ...(advisory.aliases ?? [])]),
    published: advisory.date,
    modified: null,
    vectors: [advisory.cvss].filter(isText),
    weaknesses: [],
    references: sorted([advisory.url, ...(advisory.references ?? [])].filter(isText)),
    people: [],
    packages: [{ purl: `pkg:cargo/${advisory.package}`, ranges, affected: [], fixed: [] }],
    commits: null,
  };
}

const TYPES: Readonly<Record<string, string>> = { npm: "npm", "crates.io": "cargo", Go: "golang", PyPI: "pypi" };

function purlOf({ ecosystem, name }: { readonly ecosystem: string; readonly name: string }): string {
  const type = TYPES[ecosystem];
  if (type === undefined) throw new Error(`no package URL is known for ${ecosystem}`);
  return `pkg:${type}/${name.split("/").map(encodeURIComponent).join("/")}`;
}

function rangesOf(events: Loose[]): MeantRange[] {
  const ranges: MeantRange[] = [];
  for (const { introduced, fixed, last_affected } of events) {
    if (introduced === undefined) {
      const begun = ranges.pop()?.introduced ?? "0";
      ranges.push({ introduced: begun, ...(fixed === undefined ? { last: last_affected } : { fixed }) });
    } else ranges.push({ introduced });
  }
  return ranges;
}

/** Those that our own writer makes: at most one bound on each side. */
function rangeOfVers(vers: string): MeantRange {
  const bounds = vers
    .slice(vers.indexOf("/") + 1)
    .split("|")
    .map((one) => decodeURIComponent(one).replace(/(?<=[<>=])v/, ""));
  const after = (comparator: string) =>
    bounds
      .find((one) => one.startsWith(comparator) && /\d/.test(one[comparator.length] ?? ""))
      ?.slice(comparator.length);
  const [introduced, fixed, last] = [after(">="), after("<"), after("<=")];
  return {
    introduced: introduced ?? "0",
    ...(fixed === undefined ? {} : { fixed }),
    ...(last === undefined ? {} : { last }),
  };
}

function inOrder(
  packages: ReadonlyMap<string, Omit<AdvisoryMeaning["packages"][number], "purl">>,
): AdvisoryMeaning["packages"] {
  return [...packages]
    .map(([purl, { ranges, affected, fixed }]) => ({
      purl,
      ranges: [...ranges].sort((a, b) => compareNumbers(a.introduced, b.introduced)),
      affected,
      fixed,
    }))
    .sort((a, b) => compareUtf8(a.purl, b.purl));
}

function compareNumbers(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => (version.match(/\d+/g) ?? []).map(Number));
  const at = [0, 1, 2].find((index) => (one?.[index] ?? 0) !== (other?.[index] ?? 0)) ?? 0;
  return (one?.[at] ?? 0) - (other?.[at] ?? 0);
}

function instant(text: unknown): string | null {
  if (!isText(text) || text.startsWith("0001-")) return null;
  return new Date(text).toISOString().replace(".000Z", "Z");
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareUtf8);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
