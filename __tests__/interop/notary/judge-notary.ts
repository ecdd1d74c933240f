import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Installed, ProgramName } from "../install-program.ts";
import { type Missing, missingAmong } from "../missing-programs.ts";
import { type FileJudgement, judgeFiles } from "./notary-files.ts";
import { type GuideJudgement, judgeGuide } from "./notary-guide.ts";
import { judgeMatrix, type NotaryJudgement } from "./notary-matrix.ts";
import { judgeRevocation, type RevocationJudgement } from "./notary-revocation.ts";
import { judgeTampered, type TamperedJudgement } from "./notary-tampered.ts";
import { type NotaryPrograms, onPath, startNotaryWorld } from "./notary-world.ts";

/** What became of it, or why nothing ran. */
export type NotaryResult =
  | Missing
  | {
      readonly matrix: readonly NotaryJudgement[];
      readonly files: readonly FileJudgement[];
      readonly guide: readonly GuideJudgement[];
      readonly tampered: readonly TamperedJudgement[];
      readonly revocation: readonly RevocationJudgement[];
    };

/** The real notation and ours, each before what the other signs, and both before what was tampered with. */
export async function judgeNotary(
  installed: readonly Installed[],
  report: (line: string) => void,
): Promise<NotaryResult> {
  const programs = programsAmong(installed);
  const missing = missingAmong(programs, ["dockerRegistry"]);
  if (missing !== undefined) return missing;
  const world = await startNotaryWorld(programs, mkdtempSync(join(tmpdir(), "capsule-notary-")));
  try {
    const files = await judgeFiles(programs, world);
    const guide = await judgeGuide(programs, world);
    const tampered = await judgeTampered(programs, world);
    const revocation = await judgeRevocation(programs, join(world.folder, "revocation"));
    const matrix = await judgeMatrix(programs, world, report);
    return { files, guide, tampered, revocation, matrix };
  } finally {
    await world.close();
  }
}

/** The path of each, empty if it is not there. */
function programsAmong(installed: readonly Installed[]): NotaryPrograms & Record<string, string> {
  const pathOf = (name: ProgramName): string => {
    const found = installed.find((one) => one.name === name);
    return found !== undefined && "path" in found ? found.path : "";
  };
  return {
    notation: pathOf("notation"),
    olareg: pathOf("olareg"),
    timestampServer: pathOf("timestamp-server"),
    notaryJudge: pathOf("notary-judge"),
    dockerRegistry: onPath("docker-registry") ?? "",
  };
}

/** Whether every verdict is the right one; a differing one of the reference is explained. */
export function notaryPassed(result: NotaryResult): boolean {
  if ("missing" in result) return !result.fails;
  const { matrix, files, guide, tampered, revocation } = result;
  return (
    [...matrix, ...files, ...guide].every(({ accepted }) => accepted) &&
    [...tampered, ...revocation].every(({ isRight }) => isRight)
  );
}

/** Lines for people; what is wrong first. */
export function notaryLines(result: NotaryResult): string[] {
  if ("missing" in result) return [`Notary Project: nothing ran, ${result.missing}`];
  const { matrix, files, guide, tampered, revocation } = result;
  const good = <T extends { readonly accepted: boolean }>(list: readonly T[]) =>
    list.filter(({ accepted }) => accepted).length;
  return [
    ...matrix.filter(({ accepted }) => !accepted).map((one) => `  WRONG ${JSON.stringify(one)}`),
    ...[...files, ...guide].filter(({ accepted }) => !accepted).map((one) => `  WRONG ${JSON.stringify(one)}`),
    ...[...tampered, ...revocation].filter(({ isRight }) => !isRight).map((one) => `  WRONG ${JSON.stringify(one)}`),
    `Notary Project: ${good(matrix)} of ${matrix.length} images, ${good(files)} of ${files.length} files, ${good(guide)} of ${guide.length} by VERIFY.md accepted; ${tampered.filter(({ isRight }) => isRight).length} of ${tampered.length} tampered and ${revocation.filter(({ isRight }) => isRight).length} of ${revocation.length} about revocation as expected`,
  ];
}

/** For docs/interop.md. */
export function formatNotary(result: NotaryResult): string {
  if ("missing" in result) return `Nothing of the Notary Project ran: ${result.missing}.`;
  const { matrix, files, guide, tampered, revocation } = result;
  const rows = [...new Set(matrix.map(({ registry, time }) => `${registry}|${time}`))].sort().map((key) => {
    const [registry = "", time = ""] = key.split("|");
    const count = (signer: "ours" | "notation") => {
      const of = matrix.filter((one) => one.registry === registry && one.time === time && one.signer === signer);
      return `${of.filter(({ accepted }) => accepted).length} of ${of.length}`;
    };
    return `| ${registry} | ${time} | ${count("ours")} | ${count("notation")} |`;
  });
  const refused = tampered.filter(({ theirs }) => theirs === "refused").length;
  const explained = tampered.flatMap(({ name, explained: why, theirs }) =>
    theirs === "accepted" && why !== undefined ? [`| ${name} | ${why} |`] : [],
  );
  return [
    ...[
      "| Registry | Time | Ours, accepted by notation | notation's, accepted by ours |",
      "| --- | --- | --- | --- |",
      ...rows,
      "",
    ],
    `Each cell is JWS and COSE with all six algorithms. Files, before and by notation-core-go: ${files.filter(({ accepted }) => accepted).length} of ${files.length}.`,
    `Images and files that \`seal --notary-key\` signs by a key in a file, and by one in SoftHSM behind plugins of signatures and of envelopes, in both registries: notation follows the commands of VERIFY.md as they are written, and refuses under another root; ours verifies by the trust that notation was given; notation-core-go takes the files: ${guide.filter(({ accepted }) => accepted).length} of ${guide.length}.`,
    `Of ${tampered.filter(({ expected }) => expected !== "verified").length} envelopes, stores, policies and verification plugins that were tampered with ours refuses all, each with the expected code, and notation ${refused}. It accepts:`,
    ...["", "| Tampered | Because |", "| --- | --- |", ...explained, ""],
    `Revocation, asked at the same loopback places by ours and by the package of notation-core-go, with OpenSSL as responder in some: ${revocation.filter(({ isRight }) => isRight).length} of ${revocation.length} states as expected. They differ here:`,
    ...["", "| Asked | Ours | notation-core-go | Because |", "| --- | --- | --- | --- |"],
    ...revocation.flatMap(({ name, ours, theirs, explained: why }) =>
      why === undefined ? [] : [`| ${name} | ${ours} | ${theirs} | ${why} |`],
    ),
  ].join("\n");
}
