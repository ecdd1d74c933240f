import { problemsOf } from "../domain/release/release-check.ts";
import type { SealedRelease } from "../domain/release/sealed-release.ts";
import { advice, option, type Spelling, spelled } from "../kernel/advice.ts";
import { columns } from "./columns.ts";
import type { Paint } from "./paint.ts";
import { releaseClaimLines } from "./release-claim-lines.ts";
import { visible } from "./visible.ts";

/** A sealed release for people. `command` is the whole command that verifies it; undefined where none can be written. */
export function sealedReleaseText(
  release: SealedRelease,
  command: string | undefined,
  paint: Paint,
  spelling?: Spelling,
): string {
  const { facts, written } = release;
  const heading = `${paint("bold", paint("green", "SEALED"))} ${visible(facts.name)} ${visible(facts.version)}`;
  return [
    heading,
    ...(release.identity.instance === "local" ? ["", LOCAL] : []),
    "",
    ...columns(factRows(release)),
    ...(written === undefined ? unwrittenLines(release, paint, spelling) : writtenLines(release)),
    ...verifyLines(release, command, spelling),
    "",
  ].join("\n");
}

const LOCAL =
  "Sealed with the local test instance: its signature shows that the files belong together,\nand proves nothing about who sealed them.";

function factRows(release: SealedRelease): string[][] {
  const { facts, identity } = release;
  return [
    ["signer", visible(identity.subjectAlternativeName)],
    ["issuer", visible(identity.issuer)],
    ...(facts.repository === null ? [] : [["repository", visible(facts.repository)]]),
    ...(facts.commit === null ? [] : [["commit", facts.commit + (facts.dirty === true ? ", with changes" : "")]]),
    ["assets", String(release.assets.length)],
    ...(release.images.length === 0 ? [] : [["images", String(release.images.length)]]),
    ["root", `sha256:${release.rootSha256}`],
    ["capsule", `sha256:${release.capsule.sha256}`],
  ];
}

/** A dry run that is no release yet says what it lacks. */
function unwrittenLines({ examined }: SealedRelease, paint: Paint, spelling?: Spelling): string[] {
  const open = problemsOf(examined);
  const lacking = ["", "To be a release, it lacks:", ...releaseClaimLines(open, paint, spelling)];
  return [...(open.length === 0 ? [] : lacking), "", "Nothing was written."];
}

function writtenLines({ written }: SealedRelease): string[] {
  if (written === undefined) return [];
  return ["", `Written to ${visible(written.folder)}:`, ...columns(written.files.map(({ name }) => [visible(name)]))];
}

function verifyLines({ written }: SealedRelease, command: string | undefined, spelling?: Spelling): string[] {
  if (written === undefined) return [];
  if (command === undefined) {
    return ["", spelled(advice`Verify it with the arguments that ${option("json")} shows as verify.argv.`, spelling)];
  }
  return ["", "Verify it:", "", `  ${command}`];
}
