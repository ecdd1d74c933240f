import { APPROVAL_TYPE } from "../../src/domain/attestation/approval.ts";
import { OTHER_EVENT_BUILD_TYPE, RECEIVED_BUILD_TYPE } from "../../src/domain/attestation/github-provenance.ts";
import { LOCAL_BUILD_TYPE, LOCAL_BUILDER } from "../../src/domain/attestation/local-provenance.ts";
import { PIPELINE_BUILD_TYPE } from "../../src/domain/attestation/pipeline-provenance.ts";
import { REBUILD_TYPE } from "../../src/domain/attestation/rebuild.ts";
import { NO_POLICY, VERIFIER_ID } from "../../src/domain/attestation/verification-summary.ts";
import { CAPSULE_DIFF_TYPE } from "../../src/domain/comparison/capsule-diff-statement.ts";
import { CAPSULE_PREDICATE_TYPE, HOME, REPOSITORY, schemaId } from "../../src/domain/home.ts";
import { KIT_FEED_BUILD_TYPE } from "../../src/domain/kit/feed-provenance.ts";
import { KIT_TYPE } from "../../src/domain/kit/kit-statement.ts";
import { SBOM_DIFF_TYPE } from "../../src/domain/sbom/diff/diff-statement.ts";
import { COMMITMENT_TYPE } from "../../src/domain/statements/commitment.ts";
import { RELEASE_STATE_TYPE } from "../../src/domain/statements/vocabulary.ts";
import { schemaFiles } from "../schemas/schema-files.ts";

/** A page of the project: what its address means, and where that is written down. */
interface Page {
  readonly address: string;
  readonly meaning: string;
  /** From the top of the repository. */
  readonly document: string;
}

/** Every type that our statements name, beside the schemas of JSON documents. */
const TYPES: readonly Page[] = [
  page(CAPSULE_PREDICATE_TYPE, "predicate of a capsule's root statement", "docs/capsule-format.md"),
  page(CAPSULE_DIFF_TYPE, "predicate: what changed between two releases", "docs/capsule-format.md"),
  page(SBOM_DIFF_TYPE, "predicate: what changed between two SBOMs", "docs/sbom.md"),
  page(APPROVAL_TYPE, "predicate: somebody verified a release and approves it", "docs/approvals.md"),
  page(REBUILD_TYPE, "predicate: somebody rebuilt files of a release, and they are equal", "docs/approvals.md"),
  page(RELEASE_STATE_TYPE, "predicate: the state of a release after it was published", "docs/statements.md"),
  page(COMMITMENT_TYPE, "what a commitment to a release under embargo is hashed with", "docs/statements.md"),
  page(KIT_TYPE, "predicate of what is signed about an offline kit", "docs/kit.md"),
  page(KIT_FEED_BUILD_TYPE, "build type of SLSA provenance", "docs/build-types/kit-feed-v1.md"),
  page(OTHER_EVENT_BUILD_TYPE, "build type of SLSA provenance", "docs/build-types/github-workflow-v1.md"),
  page(PIPELINE_BUILD_TYPE, "build type of SLSA provenance", "docs/build-types/pipeline-v1.md"),
  page(RECEIVED_BUILD_TYPE, "build type of SLSA provenance", "docs/build-types/received-v1.md"),
  page(LOCAL_BUILD_TYPE, "build type of SLSA provenance", "docs/build-types/local-v1.md"),
  page(LOCAL_BUILDER, "builder of what was sealed on a machine of one's own", "docs/build-types/local-v1.md"),
  page(VERIFIER_ID, "verifier of SLSA Verification Summaries", "docs/verification.md"),
  page(NO_POLICY, "policy of a verification without a policy file", "docs/policy.md"),
];

/**
 * The files of the project's pages that answer at the addresses in our documents, by their path below `HOME`. A server of
 * static pages answers `capsule/v1` with `capsule/v1.html`; beside the page of a schema lies the schema, `.json`.
 */
export function pageFiles(): Map<string, string> {
  const files = new Map(TYPES.map((type) => [`${pathOf(type.address)}.html`, html(type, "")]));
  for (const [file, text] of schemaFiles()) {
    const name = file.replace(/\.json$/, "");
    const address = schemaId(name);
    const path = pathOf(address);
    files.set(`${path}.json`, text);
    const shown = `<p>The schema itself: <a href="v1.json">v1.json</a></p>\n<pre>${escapeHtml(text)}</pre>\n`;
    files.set(`${path}.html`, html(page(address, `JSON Schema of ${name}`, `docs/schemas/${file}`), shown));
  }
  return files;
}

function page(address: string, meaning: string, document: string): Page {
  return { address, meaning, document };
}

function pathOf(address: string): string {
  return address.slice(`${HOME}/`.length);
}

function html({ address, meaning, document }: Page, more: string): string {
  const [title, source] = [escapeHtml(address), escapeHtml(`${REPOSITORY}/blob/main/${document}`)];
  return [
    '<!doctype html>\n<html lang="en">',
    `<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${title}</title>`,
    "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}",
    ":root{color-scheme:light dark}pre,code{font-size:.85rem;overflow-wrap:anywhere;white-space:pre-wrap}</style>",
    `<h1><code>${title}</code></h1>\n<p>Release Capsule: ${escapeHtml(meaning)}.</p>`,
    `<p>Described in <a href="${source}">${escapeHtml(document)}</a>.</p>\n${more}</html>\n`,
  ].join("\n");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
