import { verifyAny } from "../../journeys/verify/verify-any.ts";
import { verificationJson } from "../../views/verification-json.ts";
import { verificationText } from "../../views/verification-text.ts";
import { trustSettings } from "../trust-settings.ts";
import { verifyRequest } from "../verify-request.ts";
import type { RunCommand } from "./commands.ts";

/** `capsule verify <capsule> [asset…]`: the report goes to standard output, as text or as one JSON object. */
export const verifyCommand: RunCommand = async ([capsule = "", ...assets], values, io) => {
  const order = verifyRequest({ capsule, assets }, values, { folder: io.folder, spelling: (name) => `--${name}` });
  const progress = io.progress(values.isOn("quiet"));
  const ports = await io.verifyPorts({
    ...trustSettings(values, io.folder),
    progress,
  });
  const verification = await verifyAny(order, ports);
  progress.done();
  if (values.isOn("json")) io.out(`${JSON.stringify(verificationJson(verification), undefined, 2)}\n`);
  else io.out(verificationText(verification, io.paint));
  return verification.exitCode;
};
