import type { FoundEvidenceOf } from "../../domain/release/got-release.ts";
import type { Downloaded } from "./download-files.ts";
import type { GetPorts } from "./get-order.ts";
import { type Examining, judgeEvidence } from "./judge-evidence.ts";
import { readJsonDocuments } from "./read-json-documents.ts";
import { speaksOf, spokenIn } from "./spoken-of.ts";
import { MAX_BUNDLE_FILE_BYTES, whyNotJudged } from "./why-not-judged.ts";

export interface BundlesToExamine {
  /** Files of the release that hold bundles, each with the file that it is beside; undefined for one about several. */
  readonly bundles: readonly { readonly bundle: Downloaded; readonly of: Downloaded | undefined }[];
  readonly files: readonly Downloaded[];
}

/** Judges the files by the bundles that lie beside them on the release. */
export async function byBundles(
  { bundles, files }: BundlesToExamine,
  examining: Examining,
  ports: GetPorts,
): Promise<FoundEvidenceOf[]> {
  const found: FoundEvidenceOf[] = [];
  for (const { bundle, of } of bundles) {
    const { path, asset } = bundle;
    const reason = await whyNotJudged(bundle, ports);
    if (reason !== undefined) {
      found.push({ kind: "bundle", file: asset.name, status: "not-checked", reason, proves: [] });
      continue;
    }
    const about = of === undefined ? aboutFiles(await ports.files.read(path, MAX_BUNDLE_FILE_BYTES), files) : [of];
    if (about.length > 0) {
      found.push(
        (await judgeEvidence({ kind: "bundle", file: asset.name, path, files: about }, examining, ports)).found,
      );
    }
  }
  return found.length > 0
    ? found
    : [{ kind: "bundle", status: "absent", reason: "the release has no bundle about the files", proves: [] }];
}

function aboutFiles(bytes: Uint8Array, files: readonly Downloaded[]): Downloaded[] {
  const spoken = readJsonDocuments(bytes).flatMap((document) => spokenIn(document) ?? []);
  return files.filter((file) => spoken.some((one) => speaksOf(one, file)));
}
