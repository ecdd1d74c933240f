import { compareUtf8 } from "../../kernel/bytewise.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { type ProvidedAdvisory, yearOf } from "./provided-advisory.ts";

/** What a provider has, and where. */
export interface CsafProvider {
  /** Web address of its `provider-metadata.json`. */
  readonly canonical: string;
  readonly advisories: readonly ProvidedAdvisory[];
  /** Keys with which the advisories are signed; without any, or without a signature of each, the role is that of a plain provider. */
  readonly keys: readonly { readonly fingerprint: string; readonly web: string }[];
  readonly isSigned: boolean;
  /** RFC 3339. */
  readonly now: string;
}

/** What was put into the folder of a provider. */
export interface LaidOutProvider {
  readonly role: "csaf_provider" | "csaf_trusted_provider";
  readonly advisories: number;
  /** Below the folder, in the order in which they were written. */
  readonly files: readonly string[];
  /** Advisories without a signature, below the folder. */
  readonly unsigned: readonly string[];
}

/** A list of a provider, at its path below the folder of `provider-metadata.json`. */
export type ProviderDocument =
  | { readonly path: string; readonly json: JsonObject }
  | { readonly path: string; readonly text: string };

/** The folder of what everybody may read. */
export const PROVIDED_FOLDER = "white";
const FEED = "csaf-feed-tlp-white.json";
const INFORMATION = { scheme: "urn:ietf:params:rolie:category:information-type", term: "csaf" };

/**
 * The lists of a CSAF provider (§7.1 of https://docs.oasis-open.org/csaf/csaf/v2.0/): its metadata, the folders with their lists, and where
 * every advisory is signed a ROLIE feed, since an entry of a feed has to name a signature. A folder has a page with links, so that any host
 * of files can list it.
 */
export function providerDocuments(provider: CsafProvider): ProviderDocument[] {
  const newest = [...provider.advisories].sort((a, b) => compareTimes(b, a) || compareUtf8(a.fileName, b.fileName));
  const paths = newest.map((one) => `${yearOf(one)}/${one.fileName}`);
  const years = [...new Set(newest.map(yearOf))].sort(compareUtf8);
  const changes = newest.map(({ modified }, index) => `"${paths[index]}","${modified}"\n`).join("");
  return [
    { path: "provider-metadata.json", json: metadata(provider) },
    { path: `${PROVIDED_FOLDER}/index.txt`, text: paths.map((path) => `${path}\n`).join("") },
    { path: `${PROVIDED_FOLDER}/changes.csv`, text: changes },
    { path: `${PROVIDED_FOLDER}/index.html`, text: listing("Advisories", [...years.map((year) => `${year}/`)]) },
    ...years.map((year) => ({
      path: `${PROVIDED_FOLDER}/${year}/index.html`,
      text: listing(`Advisories of ${year}`, newest.filter((one) => yearOf(one) === year).flatMap(filesOf(provider))),
    })),
    ...(provider.isSigned
      ? [
          { path: `${PROVIDED_FOLDER}/${FEED}`, json: feed(provider, newest) },
          { path: "service.json", json: service(provider) },
        ]
      : []),
  ];
}

function metadata(provider: CsafProvider): JsonObject {
  const { canonical, advisories, keys, isSigned, now } = provider;
  const [first] = advisories;
  const base = baseOf(provider);
  const rolie = {
    feeds: [{ summary: "All advisories", tlp_label: "WHITE", url: `${base}/${PROVIDED_FOLDER}/${FEED}` }],
    services: [`${base}/service.json`],
  };
  return {
    canonical_url: canonical,
    distributions: [{ directory_url: `${base}/${PROVIDED_FOLDER}/` }, ...(isSigned ? [{ rolie }] : [])],
    last_updated: now,
    list_on_CSAF_aggregators: true,
    metadata_version: "2.0",
    mirror_on_CSAF_aggregators: true,
    ...(keys.length === 0
      ? {}
      : {
          public_openpgp_keys: keys.map(({ fingerprint, web }) => ({
            fingerprint: fingerprint.toUpperCase(),
            url: web,
          })),
        }),
    publisher: { ...first?.publisher },
    role: isSigned ? "csaf_trusted_provider" : "csaf_provider",
  };
}

function feed(provider: CsafProvider, newest: readonly ProvidedAdvisory[]): JsonObject {
  const base = baseOf(provider);
  return {
    feed: {
      id: "csaf-feed-tlp-white",
      title: "Advisories that everybody may read (TLP:WHITE)",
      link: [
        { rel: "self", href: `${base}/${PROVIDED_FOLDER}/${FEED}` },
        { rel: "service", href: `${base}/service.json` },
      ],
      category: [INFORMATION],
      updated: newest[0]?.modified ?? provider.now,
      entry: newest.map((one) => {
        const url = `${base}/${PROVIDED_FOLDER}/${yearOf(one)}/${one.fileName}`;
        return {
          id: one.id,
          title: one.title,
          link: [
            { rel: "self", href: url },
            ...["sha256", "sha512"].map((digest) => ({ rel: "hash", href: `${url}.${digest}` })),
            { rel: "signature", href: `${url}.asc` },
          ],
          published: one.published,
          updated: one.modified,
          ...(one.summary === undefined ? {} : { summary: { content: one.summary } }),
          content: { type: "application/json", src: url },
          format: { schema: "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json", version: "2.0" },
        };
      }),
    },
  };
}

/** RFC 8322, section 5.3. */
function service(provider: CsafProvider): JsonObject {
  const href = `${baseOf(provider)}/${PROVIDED_FOLDER}/${FEED}`;
  const collection = [{ title: "Advisories", href, categories: { category: [INFORMATION] } }];
  return { service: { workspace: [{ title: "CSAF", collection }] } };
}

function filesOf({ isSigned }: CsafProvider): (one: ProvidedAdvisory) => string[] {
  const ends = ["", ".sha256", ".sha512", ...(isSigned ? [".asc"] : [])];
  return ({ fileName }) => ends.map((end) => `${fileName}${end}`);
}

/** Names are made by us: letters, digits and `+-_.` alone. */
function listing(title: string, names: readonly string[]): string {
  const links = names.map((name) => `<li><a href="${name}">${name}</a></li>\n`).join("");
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${title}</title>\n<h1>${title}</h1>\n<ul>\n${links}</ul>\n</html>\n`;
}

function baseOf({ canonical }: CsafProvider): string {
  return canonical.slice(0, canonical.lastIndexOf("/"));
}

function compareTimes(a: ProvidedAdvisory, b: ProvidedAdvisory): number {
  return Date.parse(a.modified) - Date.parse(b.modified);
}
