import type { UnverifiedCapsule } from "../../domain/capsule/unverified-capsule.ts";
import { columns } from "../columns.ts";
import type { Paint } from "../paint.ts";
import { visible } from "../visible.ts";

/** What a capsule says of itself, for people, marked as unverified at both ends. */
export function capsuleText(capsule: UnverifiedCapsule, paint: Paint): string {
  const mark = paint("bold", paint("yellow", "UNVERIFIED"));
  const { release } = capsule.root.predicate;
  return [
    `${mark} ${visible(release.name)} ${visible(release.version)}: this is what the capsule says of itself`,
    "",
    ...columns(factRows(capsule)),
    "",
    `Assets (${capsule.root.subject.length}):`,
    ...columns(capsule.root.subject.map(({ name, digest }) => [digest.sha256, visible(name)])),
    "",
    `Entries (${capsule.entries.length}):`,
    ...columns(capsule.entries.map((entry) => [String(entry.size), visible(entry.name), remark(entry)])),
    "",
    `${mark}: run capsule verify before you believe any of it`,
    "",
  ].join("\n");
}

/** Each value with its label, as it can be seen. */
export function factRows({ root, rootSha256, sha256, certificate }: UnverifiedCapsule): string[][] {
  const { previous } = root.predicate;
  const { tag, commit, repository, runUri } = root.predicate.release;
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    ["signer", certificate?.subjectAlternativeName.value],
    ["issuer", certificate?.issuer],
    ["repository", repository],
    ["tag", tag],
    ["commit", commit],
    ["run", runUri],
    ["previous", "none" in previous ? `none: ${previous.reason}` : `${previous.name} ${previous.version}`],
    ["root", `sha256:${rootSha256}`],
    ["capsule", `sha256:${sha256}`],
  ];
  return rows.flatMap(([name, value]) => (typeof value === "string" ? [[name, visible(value)]] : []));
}

function remark({ listed, mediaType }: UnverifiedCapsule["entries"][number]): string {
  if (listed === false) return "not what the root lists";
  return visible(mediaType ?? "");
}
