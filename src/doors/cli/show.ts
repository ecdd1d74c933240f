import { showCapsule } from "../../journeys/show/show.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { capsuleJson } from "../../views/capsule/capsule-json.ts";
import { capsuleText } from "../../views/capsule/capsule-text.ts";
import { capsuleTree } from "../../views/capsule/capsule-tree.ts";
import { pathOf } from "../requests/path-of.ts";
import type { VerifyConsole } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule show <capsule>`: its content goes to standard output, marked as unverified. */
export const showCommand: RunCommand<"show", VerifyConsole> = async ([path = ""], values, io) => {
  const capsule = await showCapsule(await pathOf(path, io), io);
  if (values.isOn("html")) {
    const [{ capsulePage }, { policyDigest }] = await Promise.all([
      import("../../views/report/capsule-page.ts"),
      import("../results/write-report.ts"),
    ]);
    io.out(await capsulePage(capsule, policyDigest(io.crypto)));
  } else if (values.isOn("json")) io.out(jsonText(capsuleJson(capsule)));
  else io.out(values.isOn("tree") ? capsuleTree(capsule, io.paint) : capsuleText(capsule, io.paint));
  return 0;
};
