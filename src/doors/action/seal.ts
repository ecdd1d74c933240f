import { join } from "node:path";
import { releaseStem } from "../../domain/capsule/capsule-file-name.ts";
import { GUIDE_ENTRY } from "../../domain/capsule/entry-names.ts";
import { downloadsOf, releaseBadge } from "../../domain/guide/release-footer.ts";
import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import { carryLog } from "../../journeys/log/carry-log.ts";
import type { SealStage } from "../../journeys/seal/order/seal-order.ts";
import { consumerCommand } from "../../journeys/seal/publish/footer-of.ts";
import { type Sealed, seal } from "../../journeys/seal/seal.ts";
import { bytesSource } from "../../kernel/byte-source.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Publication } from "../../ports/release-host.ts";
import type { Page } from "../../views/layout.ts";
import { releaseSummary } from "../../views/release/release-summary.ts";
import { sealedReleaseJson } from "../../views/release/sealed-release-json.ts";
import { sealedReleaseText } from "../../views/release/sealed-release-text.ts";
import { reportNote } from "../../views/verification/verification-summary.ts";
import { asInputOf } from "../options/spell-option.ts";
import { logToCarry } from "../requests/asked-log.ts";
import { releaseText } from "../requests/release-text.ts";
import { sealRequest } from "../requests/seal-request.ts";
import type { WrittenReport } from "../results/write-report.ts";
import { addJobSummary } from "./add-job-summary.ts";
import { NOTED } from "./annotate.ts";
import { noteAttestation } from "./note-attestation.ts";
import type { OutputValues } from "./outputs.ts";
import type { Runner, StepInputs } from "./runner.ts";

/** Seals a release. The evidence goes below the runner's temporary folder unless `out` names another place. */
export async function sealAction(
  { words, summary, values }: StepInputs<"seal">,
  runner: Runner,
  reached: (stage: SealStage) => void,
): Promise<number> {
  const temporary = runner.env("RUNNER_TEMP");
  if (temporary === undefined) {
    throw new Fault("configuration-invalid", "the runner's variable RUNNER_TEMP is not set", {
      hint: "run this step on a GitHub Actions runner, without overriding its variables",
    });
  }
  const assets = words.lines("assets");
  const others = [...values.lines("assets-from"), ...values.lines("images")];
  if (assets.length === 0 && others.length === 0 && !values.isOn("backfill")) {
    throw new Fault("assets-none", "the input assets is empty", { hint: "add to the step:\nwith:\n  assets: dist/*" });
  }
  const report = values.isGiven("report") ? await import("../results/write-report.ts") : undefined;
  await report?.requireReportPlace(values, assets, runner);
  const text = await releaseText(values, runner);
  const place = { folder: runner.folder, outParent: temporary, progress: annotating(runner), text };
  const { order, settings } = sealRequest(assets, values, place);
  const { trustedRoot, progress } = settings;
  const log = await logToCarry(values, { trustedRoot, instances: ["public-good", "github"], progress }, runner);
  const ports = await runner.sealPorts({ ...settings, mask: runner.mask });
  runner.group(GROUPS.unsigned);
  const sealed = await seal(order, {
    ...ports,
    ...(log && { carriedLog: () => carryLog(log, log) }),
    reached: (stage) => {
      runner.group(GROUPS[stage]);
      reached(stage);
    },
  });
  runner.endGroup();

  const command = consumerCommand(sealed);
  const result = join(temporary, `${releaseStem(sealed.facts)}.result.json`);
  await runner.files.write(result, encodeUtf8(jsonText(sealedReleaseJson(sealed, asInputOf("seal")))));
  const outputs: OutputValues = {
    ...outputsOf(sealed, sealed.examined.plan?.checksums),
    ...publicationOutputs(sealed.publication),
    result,
    ...(command === undefined ? {} : { "verify-command": command }),
    ...badgeOutput(sealed),
  };
  runner.setOutputs(outputs);
  await noteAttestation(outputs["bundle-path"], temporary, runner);
  const page = { width: 80, paint: (_style: unknown, text: string) => text, spelling: asInputOf("seal") };
  for (const line of sealedReleaseText(sealed, { ...page, command, folder: undefined }).split("\n")) runner.info(line);
  const written = await report?.writeReport({ ...reportOf(sealed, page), command }, values, runner);
  if (written !== undefined) runner.info(`the report is ${printable(written)}`);
  if (summary) await addJobSummary(releaseSummary(sealed, command) + reportNote(written), runner);
  return 0;
}

/** What the log of the job folds, by how far sealing has come. */
const GROUPS: Readonly<Record<"unsigned" | SealStage, string>> = {
  unsigned: "Before anything is signed",
  signing: "Signing, and filling the release",
  exposing: "Publishing",
};

/** The release as its own verification found it, with the sizes of the files, whose digests stood in for them. */
function reportOf({ verification, assets, capsule }: Sealed, page: Page): Omit<WrittenReport, "command"> {
  const sizes = new Map(assets.map(({ name, size }) => [name, size]));
  const sized = verification.assets.map((asset) => {
    const size = sizes.get(asset.sealedName ?? "");
    return size === undefined ? asset : { ...asset, size };
  });
  return {
    verification: { ...verification, assets: sized },
    order: { capsule: { bytes: bytesSource(capsule.bytes), fileName: capsule.name } },
    page: { ...page, verbose: false, evidence: capsule.name, repository: undefined, command: undefined, online: false },
    now: new Date(),
  };
}

/** What a person should see before the release is public is an annotation at once, and a line of the log where it was found. */
function annotating(runner: Runner): Progress {
  return { ...runner.progress(false), warn: (text) => runner.warning(text, NOTED) };
}

function publicationOutputs(publication: Publication | undefined): OutputValues {
  if (publication === undefined) return {};
  const { id, location, attestation } = publication;
  return {
    ...(id === undefined ? {} : { "release-id": id }),
    "release-url": location,
    ...(attestation === undefined ? {} : { "attestation-url": attestation }),
  };
}

/** Whoever shows it sends name and version to the host of the picture: so only of what a public log tells, too. */
function badgeOutput({ facts, identity, publication, published, assets, images }: Sealed): OutputValues {
  const { repository, tag, name, version } = facts;
  const isOnGitHub = publication !== undefined && published.some((file) => file.name === GUIDE_ENTRY);
  if (!isOnGitHub || identity.instance !== "public-good" || repository === null || tag === null) return {};
  const files = assets.length === 0 ? counted(images.length, "image") : counted(assets.length, "file");
  return { badge: releaseBadge({ name, version, files }, downloadsOf(repository, tag)) };
}

function outputsOf(release: SealedRelease, checksums: string | undefined): OutputValues {
  const { facts, identity, written } = release;
  const stem = releaseStem(facts);
  const path = (name: string) => written?.files.find((file) => file.name === name)?.path;
  const records = release.storageRecords.map(({ id }) => id);
  const paths: OutputValues = Object.fromEntries(
    [
      ["capsule-path", written?.capsule],
      ["checksums-path", checksums === undefined ? undefined : path(checksums)],
      ["bundle-path", path(`${stem}.intoto.jsonl`)],
      [
        "sbom-paths",
        [path(`${stem}.cdx.json`), path(`${stem}.spdx.json`)].filter((found) => found !== undefined).join("\n"),
      ],
      ["verify-path", path(GUIDE_ENTRY)],
      ["tag", facts.tag],
      ["storage-record-ids", records.join(",")],
    ].filter(([, value]) => typeof value === "string" && value !== ""),
  );
  return {
    ...paths,
    verdict: "verified",
    "capsule-sha256": release.capsule.sha256,
    "root-sha256": release.rootSha256,
    ...(identity.kind === "key" ? {} : { identity: identity.subjectAlternativeName, issuer: identity.issuer }),
    version: facts.version,
  };
}
