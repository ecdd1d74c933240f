import { basename } from "node:path";
import { formatByName } from "../../domain/notary/notary-names.ts";
import { verifyAny } from "../../journeys/verify/verify-any.ts";
import type { StatementLog, VerifyOrder } from "../../journeys/verify/verify-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import type { ReportSection } from "../../views/report/report-facts.ts";
import { verificationJson } from "../../views/verification/verification-json.ts";
import type { VerificationPage } from "../../views/verification/verification-page.ts";
import { verificationText } from "../../views/verification/verification-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { filesToVerify, namedFiles, pathsOf } from "../requests/files-to-verify.ts";
import { memoryOrder } from "../requests/memory-order.ts";
import { readKeys } from "../requests/read-keys.ts";
import { readPolicy } from "../requests/read-policy.ts";
import { namesSigner, type VerifyValues, verifyRequest } from "../requests/verify-request.ts";
import { REPEATED, repeatCommand } from "../results/repeat-command.ts";
import { exitCodeWith, requireSummaryPlace, writeVerificationSummary } from "../results/write-verification-summary.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import { notationFolder } from "../wire/read/read.ts";
import { commandText } from "./command-text.ts";
import type { VerifyConsole } from "./console.ts";
import { unnamedSigner } from "./unnamed-signer.ts";

interface Asking {
  readonly values: VerifyValues;
  readonly log: (StatementLog & { section(): ReportSection | undefined }) | undefined;
}

/** `capsule verify <capsule> [asset…]`: the report goes to standard output, as text or as one JSON object. Resolves to the exit code. */
export async function verifyCommand(
  words: readonly string[],
  { values, log }: Asking,
  io: VerifyConsole,
): Promise<number> {
  const files = await filesToVerify(words, values, io);
  const isNotary = values.isGiven("notary") || formatByName(files.capsule.path) !== undefined;
  if (!namesSigner(values) && !isNotary) throw await unnamedSigner(words, { values, files, io });
  const now = new Date();
  const policy = await readPolicy(values, io);
  const keys = await readKeys(values, io);
  const place = { folder: io.folder, policy: policy?.parsed, keys, now, notationFolder: notationFolder(io.env) };
  const order = {
    ...verifyRequest(files, values, place),
    ...(await memoryOrder(values, io, now)),
    ...(log && { log }),
  };
  await requireSummaryPlace(values, pathsOf(files), io);
  const report = values.isGiven("report") ? await import("../results/write-report.ts") : undefined;
  await report?.requireReportPlace(values, [...pathsOf(files), ...namedFiles(values, "report")], io);
  const progress = io.progress(values.isOn("quiet"));
  const ports = await io.verifyPorts({
    ...trustSettings(values, io.folder),
    progress,
  });
  const verification = await verifyAny(order, ports);
  progress.done();
  const summary = await writeVerificationSummary(
    values,
    { verification, capsule: basename(files.capsule.path), policy, now },
    io,
  );
  if (summary === "written")
    progress.warn("the verification summary is not signed; it is worth as much as the place where it lies");
  const shown = page(words, { values, io, order });
  const command = report === undefined ? undefined : repeatCommand(words, values);
  const written = await report?.writeReport(
    { verification, page: shown, order, command, now, said: log?.section() },
    values,
    io,
  );
  if (values.isOn("json")) io.out(jsonText(verificationJson(verification, asFlag)));
  else io.out(verificationText(verification, shown));
  if (written !== undefined && !values.isOn("quiet")) io.err(`the report is ${printable(written)}\n`);
  if (summary instanceof Fault) progress.warn(summary.message);
  return exitCodeWith(verification, summary);
}

interface Asked {
  readonly values: VerifyValues;
  readonly io: VerifyConsole;
  readonly order: VerifyOrder;
}

function page([evidence = ""]: readonly string[], { values, io, order }: Asked): VerificationPage {
  const { paint, width = 80 } = io;
  const named = REPEATED.flatMap((name) => (values.isGiven(name) ? [`--${name}`, values.text(name) ?? ""] : []));
  const typed = [...io.program, "verify", ...named, ...(evidence.startsWith("-") ? ["--"] : []), evidence];
  const command = commandText(typed);
  return {
    ...{ paint, width, spelling: asFlag, verbose: values.isOn("verbose"), evidence: basename(evidence) },
    repository: order.identity.kind === "repository" ? order.identity.repository : undefined,
    command: command === undefined ? undefined : `${command} FILE`,
    online: values.isOn("online"),
  };
}
