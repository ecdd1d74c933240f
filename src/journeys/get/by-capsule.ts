import type { FoundEvidenceOf } from "../../domain/release/got-release.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_CAPSULE_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import type { ReleaseFile } from "./choose-files.ts";
import type { Downloaded } from "./download-files.ts";
import type { ShownRelease } from "./find-shown-release.ts";
import { type Examining, type JudgedEvidence, judgeEvidence, refusedBy } from "./judge-evidence.ts";

/** The capsules of the release, of which a repository with several programs has several. */
export function capsulesOf(all: readonly ReleaseFile[]): ReleaseFile[] {
  return all.filter(({ published, asset }) => published.kind === "capsule" && asset.size <= MAX_CAPSULE_BYTES);
}

export interface CapsulesToExamine {
  readonly capsules: readonly Downloaded[];
  readonly files: readonly Downloaded[];
  readonly named: ShownRelease;
}

/**
 * Judges the files by the capsules of the release. A capsule says itself of which tag and commit it is, whoever signed it: an
 * old one proves nothing here, and a tag that leads elsewhere by now is told.
 */
export async function byCapsule(
  { capsules, files, named }: CapsulesToExamine,
  examining: Examining,
  ports: VerifyPorts,
): Promise<FoundEvidenceOf[]> {
  const found: FoundEvidenceOf[] = [];
  for (const { asset, path } of capsules) {
    const examined = await judgeEvidence({ kind: "capsule", file: asset.name, path, files }, examining, ports);
    found.push(atTag(examined, named));
  }
  return found.length > 0
    ? found
    : [{ kind: "capsule", status: "absent", reason: "the release has no capsule", proves: [] }];
}

function atTag({ found, verification }: JudgedEvidence, { release, tag }: ShownRelease): FoundEvidenceOf {
  const sealed = verification?.root?.statement.predicate.release;
  if (sealed === undefined || found.status === "refused") return found;
  const refuse = (fault: Fault): FoundEvidenceOf => ({ ...found, ...refusedBy(fault), proves: [] });
  if (sealed.tag !== release.tag) {
    const was = sealed.tag === null ? "without a tag" : `of the tag ${printable(sealed.tag)}`;
    return refuse(new Fault("release-mismatch", `the capsule is ${was}, and the release of ${printable(release.tag)}`));
  }
  if (tag === undefined) return refuse(new Fault("tag-missing", `the tag ${printable(release.tag)} is gone`));
  if (sealed.commit === tag.commit) return found;
  const said = `the release was sealed for commit ${printable(sealed.commit ?? "none")}, and its tag leads to ${tag.commit}`;
  return refuse(new Fault("tag-moved", said, { hint: "find out who moved the tag, and why" }));
}
