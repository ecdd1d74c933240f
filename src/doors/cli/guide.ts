import { readGuide } from "../../journeys/guide/guide.ts";
import { Fault } from "../../kernel/fault.ts";
import { visible } from "../../views/visible.ts";
import { pathOf } from "../requests/path-of.ts";
import type { VerifyConsole } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule guide <capsule>`: prints the capsule's VERIFY.md; what could act on a terminal is shown as an escape. */
export const guideCommand: RunCommand<"guide", VerifyConsole> = async ([path = ""], values, io) => {
  if (values.isGiven("admission")) {
    throw new Fault("usage", `${values.spelling("admission")} is of the whole program`, { hint: "use dist/cli.js" });
  }
  const guide = await readGuide(await pathOf(path, io), io);
  io.err("unverified: this is what the capsule says of itself\n");
  io.out(guide.split("\n").map(visible).join("\n"));
  return 0;
};
