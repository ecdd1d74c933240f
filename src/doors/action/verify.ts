import { basename, join } from "node:path";
import type { Verification } from "../../domain/verification/verification.ts";
import { expandWords } from "../../journeys/seal/assets/expand-patterns.ts";
import { verifyAny } from "../../journeys/verify/verify-any.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { verificationJson } from "../../views/verification/verification-json.ts";
import { verificationSummary } from "../../views/verification/verification-summary.ts";
import { verificationText } from "../../views/verification/verification-text.ts";
import { asInputOf } from "../options/spell-option.ts";
import { askedLog } from "../requests/asked-log.ts";
import { filesToVerify, namedFiles, pathsOf } from "../requests/files-to-verify.ts";
import { memoryOrder } from "../requests/memory-order.ts";
import { readKeys } from "../requests/read-keys.ts";
import { readPolicy } from "../requests/read-policy.ts";
import { verifyRequest } from "../requests/verify-request.ts";
import { repeatCommand } from "../results/repeat-command.ts";
import { exitCodeWith, requireSummaryPlace, writeVerificationSummary } from "../results/write-verification-summary.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import { addJobSummary } from "./add-job-summary.ts";
import { annotateVerification, FAILED } from "./annotate.ts";
import type { OutputValues } from "./outputs.ts";
import type { Runner, StepInputs } from "./runner.ts";

/**
 * The evidence is the one line of `assets` that ends in `.capsule`, else the first line: a bundle, a list
 * of bundles or a checksum list, as `capsule verify` takes them. The other lines are files to check.
 */
export async function verifyAction({ words, summary, values }: StepInputs<"verify">, runner: Runner): Promise<number> {
  const lines = await expandWords(words.lines("assets"), runner.folder, runner.files);
  const [found, ...more] = lines.filter((line) => line.endsWith(".capsule"));
  const capsule = found ?? lines[0];
  if (capsule === undefined || more.length > 0) {
    throw new Fault("usage", `the input assets names ${more.length === 0 ? "no capsule" : "several capsules"}`, {
      hint: "name one capsule or other evidence first, and then the files to check",
    });
  }
  const files = await filesToVerify([capsule, ...lines.filter((line) => line !== capsule)], values, runner);
  const policy = await readPolicy(values, runner);
  const keys = await readKeys(values, runner);
  const now = new Date();
  const log = await askedLog(values, { askedBy: "digest", now }, runner);
  const order = {
    ...verifyRequest(files, values, { folder: runner.folder, policy: policy?.parsed, keys, now }),
    ...(await memoryOrder(values, runner, now)),
    ...(log && { log }),
  };
  await requireSummaryPlace(values, pathsOf(files), runner);
  const report = values.isGiven("report") ? await import("../results/write-report.ts") : undefined;
  await report?.requireReportPlace(values, [...pathsOf(files), ...namedFiles(values, "report")], runner);
  const progress = runner.progress(false);
  runner.group("Verifying");
  const ports = await runner.verifyPorts({ ...trustSettings(values, runner.folder), progress });
  const verification = await verifyAny(order, ports);
  progress.done();
  runner.endGroup();
  const vsa = await writeVerificationSummary(values, { verification, capsule: basename(capsule), policy, now }, runner);
  const { identity } = order;
  const page = {
    ...{ paint: (_style: unknown, text: string) => text, width: 80, spelling: asInputOf("verify"), verbose: false },
    ...{ evidence: basename(capsule), command: undefined, online: values.isOn("online") },
    repository: identity.kind === "repository" ? identity.repository : undefined,
  };
  for (const line of verificationText(verification, page).split("\n")) runner.info(line);
  runner.setOutputs({ ...outputsOf(verification), ...(await writeResult(verification, runner)) });
  if (verification.exitCode !== 0) annotateVerification(verification, page, runner);
  const command = report === undefined ? undefined : repeatCommand([capsule], values);
  const written = await report?.writeReport(
    { ...{ verification, page, order, command, now }, said: log?.section() },
    values,
    runner,
  );
  if (written !== undefined) runner.info(`the report is ${printable(written)}`);
  if (summary) await addJobSummary(verificationSummary(verification, { ...page, report: written }), runner);
  if (vsa instanceof Fault) runner.error(vsa.message, FAILED);
  return exitCodeWith(verification, vsa);
}

async function writeResult(verification: Verification, runner: Runner): Promise<OutputValues> {
  const temporary = runner.env("RUNNER_TEMP");
  if (temporary === undefined) return {};
  const result = join(temporary, `${verification.capsuleSha256}.verification.json`);
  await runner.files.write(result, encodeUtf8(jsonText(verificationJson(verification, asInputOf("verify")))));
  return { result };
}

function outputsOf({ verdict, capsuleSha256, root }: Verification): OutputValues {
  const release = root?.statement.predicate.release;
  const certificate = root?.signer.kind === "certificate" ? root.signer.certificate : undefined;
  return {
    verdict,
    "capsule-sha256": capsuleSha256,
    ...(root === undefined ? {} : { "root-sha256": root.sha256 }),
    ...(release === undefined ? {} : { version: release.version }),
    ...(typeof release?.tag === "string" ? { tag: release.tag } : {}),
    ...(certificate === undefined ? {} : { identity: certificate.subjectAlternativeName.value }),
    ...(certificate?.issuer === undefined ? {} : { issuer: certificate.issuer }),
  };
}
