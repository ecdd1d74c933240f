import { basename } from "node:path";
import { verifyAny } from "../../journeys/verify/verify-any.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { verificationJson } from "../../views/verification-json.ts";
import { verificationText } from "../../views/verification-text.ts";
import { filesToVerify, pathsOf } from "../files-to-verify.ts";
import { asFlag } from "../options/spell-option.ts";
import { readPolicy } from "../read-policy.ts";
import { trustSettings } from "../trust-settings.ts";
import { verifyRequest } from "../verify-request.ts";
import { exitCodeWith, requireSummaryPlace, writeVerificationSummary } from "../write-verification-summary.ts";
import type { VerifyConsole } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule verify <capsule> [asset…]`: the report goes to standard output, as text or as one JSON object. */
export const verifyCommand: RunCommand<"verify", VerifyConsole> = async (words, values, io) => {
  const files = await filesToVerify(words, values, io);
  const now = new Date();
  const policy = await readPolicy(values, io);
  const place = { folder: io.folder, policy: policy?.parsed, now };
  const order = verifyRequest(files, values, place);
  await requireSummaryPlace(values, pathsOf(files), io);
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
  if (values.isOn("json")) io.out(jsonText(verificationJson(verification, asFlag)));
  else io.out(verificationText(verification, io.paint, asFlag));
  if (summary instanceof Fault) progress.warn(summary.message);
  return exitCodeWith(verification, summary);
};
