import { LOCAL_ISSUER } from "../../domain/sigstore/local-issuer.ts";
import { keyName } from "../../domain/sigstore/verified-bundle.ts";
import { uncertifiedFacts } from "../../domain/verification/identity/same-run.ts";
import type { Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import { timeText } from "../time-text.ts";
import { visible } from "../visible.ts";
import {
  decidingClaims,
  isCertified,
  rightFiles,
  shortRepository,
  sourceName,
  type VerificationPage,
} from "./verification-page.ts";

/** What a good verification found, in one sentence. */
export function goodSentence(verification: Verification, page: VerificationPage): string {
  const { root, assets } = verification;
  const right = rightFiles(verification);
  const files = right.filter(({ isDocument }) => isDocument !== true).length;
  const source = sourceName(verification, page);
  if (root === undefined)
    return right.length === 0 ? "The evidence is in order. No file was looked at." : signedFiles(right.length);
  const released = source === undefined ? "sealed" : `that ${source} released`;
  if (right.length === 0)
    return `The capsule is in order${source === undefined ? "" : ` and signed by ${source}`}. No file was looked at.`;
  if (files === 0)
    return right.length === 1
      ? "The file is a document of this release."
      : `The ${right.length} files are documents of this release.`;
  const ones = source === undefined ? "the ones that were sealed" : `the ones ${released}`;
  const all = assets.filter(({ isDocument, sealedName }) => isDocument !== true && sealedName !== undefined).length;
  if (files === all)
    return all === 1
      ? `The file is ${source === undefined ? "the one that was sealed" : `the one ${released}`}.`
      : `${allOf(all)} are ${ones}.`;
  if (files === 1) return `The file is one ${source === undefined ? "that was sealed" : released}.`;
  return `The ${files} files here are ones ${source === undefined ? "that were sealed" : released}.`;
}

function signedFiles(count: number): string {
  return count === 1 ? "The file is what was signed." : `${allOf(count)} are what was signed.`;
}

function allOf(count: number): string {
  return count === 2 ? "Both files" : `All ${count} files`;
}

/** A value with its label; one without belongs to that before it. */
export type Fact = readonly [label: string, value: string];

/** What was built, from what, who signed and when. Everything in the values can be seen. */
export function rootFacts(root: VerifiedRoot, { claims }: Verification, { width }: VerificationPage): Fact[] {
  // What nobody vouches for is not said to be built there.
  const build = claims.find(({ id, status }) => id === "provenance" && status !== "verified");
  const { release } = root.statement.predicate;
  const stated = uncertifiedFacts(root.statement, root.signer).filter((fact) => fact !== "run");
  const commit = release.commit === null ? "" : `commit ${width >= 116 ? release.commit : release.commit.slice(0, 12)}`;
  const tag = release.tag === null ? "" : `tag ${visible(release.tag)}`;
  const built = [tag, commit].filter((text) => text !== "").join(", ");
  return [
    ...(release.repository === null ? [] : [["Repository", shortRepository(release.repository)] as const]),
    ...(built === "" ? [] : [[build === undefined ? "Built from" : "Sealed for", built] as const]),
    ...(build === undefined ? [] : [["Build", `not known: ${visible(build.reason)}`] as const]),
    ...(stated.length === 0 ? [] : [["", `(${stated.join(", ")} as the signer states, in no certificate)`] as const]),
    ["Signed by", signedBy(root)],
    ...signedAt(root),
  ];
}

function signedBy(root: VerifiedRoot): string {
  const { signer } = root;
  if (signer.kind === "key") return `${keyName(signer)},\nwhich says nothing of whose it is`;
  const { subjectAlternativeName, issuer, extensions } = signer.certificate;
  const name = subjectAlternativeName.value;
  if (!isCertified(root)) return `${visible(name)}\nas ${visible(issuer ?? "nobody")} says`;
  const own = `${extensions.sourceRepositoryUri}/`;
  const ref = extensions.sourceRepositoryRef;
  // GitLab has two slashes between project and file.
  const path = name.startsWith(own) ? name.slice(own.length).replace(/^\//, "") : name;
  return visible(ref !== undefined && path.endsWith(`@${ref}`) ? path.slice(0, -ref.length - 1) : path);
}

function signedAt({ times, logEntries }: VerifiedRoot): Fact[] {
  const [time] = times;
  if (time === undefined) return [];
  const isPublic = logEntries.some(({ log }) => /^https:\/\/[^/]*\.sigstore\.dev$/.test(log));
  const log = isPublic ? "in the public log" : "in a log";
  const place = logEntries.length > 0 ? log : "as a timestamp says";
  return [["Signed at", `${timeText(time.seconds)}, ${place}`]];
}

/** How much was checked, and by which keys. */
export function checkedText(verification: Verification, { online }: VerificationPage): string {
  const { origin, dated } = verification.trust;
  const deciding = decidingClaims(verification);
  const held = deciding.filter(({ status }) => status === "verified").length;
  const checks = `${held} of ${deciding.length} checks ${held === 1 ? "holds" : "hold"}`;
  const root =
    dated === undefined
      ? `by the keys in ${visible(origin.split(/[/\\]/).at(-1) ?? origin)}`
      : `with keys of ${visible(dated)}`;
  return `${checks}, ${online ? "online" : "offline"}, ${root}`;
}

/** What no signature shows. */
export function notProven({ root }: Verification): string {
  const isLocal = root?.signer.kind === "certificate" && root.signer.certificate.issuer === LOCAL_ISSUER;
  const who = isLocal ? "who made it, since the keys lived for one run only, " : "";
  return `${who}that the program is free of faults or malice, or that this is the newest release.`;
}
