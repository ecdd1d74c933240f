import type { ClaimStatus, Verdict } from "../domain/verification/claim.ts";
import { uncertifiedFacts } from "../domain/verification/same-run.ts";
import type { AssetStatus, Verification, VerifiedRoot } from "../domain/verification/verification.ts";
import { type Spelling, spelled } from "../kernel/advice.ts";
import { formatEpoch } from "../kernel/iso-time.ts";
import { columns } from "./columns.ts";
import { faultText } from "./fault-text.ts";
import type { Paint, Style } from "./paint.ts";
import { visible } from "./visible.ts";

const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = { verified: "green", rejected: "red", incomplete: "yellow" };
const STATUS_STYLES: Readonly<Record<ClaimStatus | AssetStatus, Style>> = {
  verified: "green",
  failed: "red",
  missing: "yellow",
  "not-checked": "yellow",
  "not-applicable": "dim",
  absent: "yellow",
  renamed: "yellow",
  "not-vouched": "yellow",
  "not-part": "yellow",
  beside: "dim",
  unreadable: "red",
  "not-asked": "dim",
};
/** Assets that nobody asked for are counted, not listed, where there are more than this. */
const MAX_NOT_ASKED = 10;

/** A verification for people: the verdict, who signed, every claim with its reason, every asset. */
export function verificationText(verification: Verification, paint: Paint, spelling?: Spelling): string {
  const { verdict, root } = verification;
  const release = root?.statement.predicate.release;
  const what = release === undefined ? "" : ` ${visible(release.name)} ${visible(release.version)}`;
  return [
    paint("bold", paint(VERDICT_STYLES[verdict], verdict.toUpperCase())) + what,
    "",
    ...facts(verification),
    "",
    ...claimLines(verification, paint, spelling),
    "",
    ...assetLines(verification, paint),
    ...verification.failures.map((fault) => `\n${faultText(fault, spelling)}`),
    "",
  ].join("\n");
}

function facts(verification: Verification): string[] {
  const { origin, dated } = verification.trust;
  return columns([
    ...(verification.root === undefined ? [] : rootFacts(verification.root)),
    ["trusted root", dated === undefined ? visible(origin) : `${visible(origin)}, of ${visible(dated)}`],
    ["capsule", `sha256:${verification.capsuleSha256}`],
  ]);
}

function rootFacts(root: VerifiedRoot): string[][] {
  const { release } = root.statement.predicate;
  const time = root.times[0];
  return [
    ...signerFacts(root),
    ...(release.repository === null
      ? []
      : [["source", `${visible(release.repository)}${at(release.commit)}${onlyStated(root)}`]]),
    ...(time === undefined ? [] : [["signed at", `${formatEpoch(time.seconds)} (${words(time.source)})`]]),
    ["root", `sha256:${root.sha256}`],
  ];
}

function signerFacts({ signer }: VerifiedRoot): string[][] {
  if (signer.kind === "key") return [["signer", "a key that was named"]];
  const { subjectAlternativeName, issuer } = signer.certificate;
  return [
    ["signer", visible(subjectAlternativeName.value)],
    ["issuer", visible(issuer ?? "none")],
  ];
}

function claimLines({ claims }: Verification, paint: Paint, spelling?: Spelling): string[] {
  const lines = columns(claims.map(({ status, id, reason }) => [words(status), words(id), visible(reason)]));
  return claims.flatMap((claim, index) => {
    const line = painted(lines[index] ?? "", claim.status, paint);
    return claim.hint === undefined ? [line] : [line, `    hint: ${visible(spelled(claim.hint, spelling))}`];
  });
}

function assetLines({ assets }: Verification, paint: Paint): string[] {
  const notAsked = assets.filter(({ status }) => status === "not-asked");
  const listed = notAsked.length > MAX_NOT_ASKED ? assets.filter(({ status }) => status !== "not-asked") : assets;
  const lines = columns(
    listed.map(({ status, sealedName, looked, reason }) => [
      words(status),
      visible(sealedName ?? looked ?? ""),
      visible(reason),
    ]),
  );
  return [
    ...listed.map((asset, index) => painted(lines[index] ?? "", asset.status, paint)),
    ...(listed.length < assets.length ? [`  and ${notAsked.length} files that were not looked at`] : []),
  ];
}

/** Only the first word, so that nothing hostile stands in colour. */
function painted(line: string, status: keyof typeof STATUS_STYLES, paint: Paint): string {
  return line.replace(words(status), (word) => paint(STATUS_STYLES[status], word));
}

/** What no certificate says is shown as what it is (X12). */
function onlyStated(root: VerifiedRoot): string {
  const facts = uncertifiedFacts(root.statement, root.signer).filter((fact) => fact !== "run");
  return facts.length === 0 ? "" : ` (${facts.join(", ")} as the signer states, in no certificate)`;
}

function at(commit: string | null): string {
  return commit === null ? "" : ` at commit ${commit}`;
}

function words(id: string): string {
  return id.replaceAll("-", " ");
}
