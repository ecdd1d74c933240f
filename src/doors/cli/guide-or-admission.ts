import { ADMISSIONS } from "../../domain/guide/admission-policy.ts";
import { readAdmission } from "../../journeys/guide/admission.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { visible } from "../../views/visible.ts";
import { pathOf } from "../requests/path-of.ts";
import type { VerifyConsole } from "./console.ts";
import { guideCommand } from "./guide.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule guide <capsule>`, which the verifier has, too, and with `--admission` the rule that admits its images, which it has not. */
export const guideOrAdmissionCommand: RunCommand<"guide", VerifyConsole> = async (words, values, io) => {
  const asked = values.text("admission");
  return asked === undefined ? guideCommand(words, values, io) : admit(asked, await pathOf(words[0] ?? "", io), io);
};

async function admit(asked: string, path: string, io: VerifyConsole): Promise<number> {
  const kind = ADMISSIONS.find((one) => one === asked);
  if (kind === undefined) {
    throw new Fault("usage", `no rule can be written for ${printable(asked)}`, {
      hint: `name ${ADMISSIONS.join(", ")}`,
    });
  }
  const rule = await readAdmission(path, kind, io);
  io.err("unverified: the identity is what the capsule says of itself; verify it before you trust the rule\n");
  io.out(rule.split("\n").map(visible).join("\n"));
  return 0;
}
