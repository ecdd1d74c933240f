import { ADMISSIONS } from "../../domain/guide/admission-policy.ts";
import { readAdmission, readGuide } from "../../journeys/guide/guide.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { visible } from "../../views/visible.ts";
import { pathOf } from "../path-of.ts";
import type { VerifyConsole } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule guide <capsule>`: prints the capsule's VERIFY.md; what could act on a terminal is shown as an escape. */
export const guideCommand: RunCommand<"guide", VerifyConsole> = async ([path = ""], values, io) => {
  const asked = values.text("admission");
  if (asked !== undefined) return admit(asked, await pathOf(path, io), io);
  const guide = await readGuide(await pathOf(path, io), io);
  io.err("unverified: this is what the capsule says of itself\n");
  io.out(guide.split("\n").map(visible).join("\n"));
  return 0;
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
