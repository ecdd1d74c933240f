import { resolve } from "node:path";
import { parseRepository } from "../../domain/source/repository.ts";
import { writeVexRepository } from "../../journeys/vex/vex.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { vexJson } from "../../views/vulnerability/vex-json.ts";
import { vexText } from "../../views/vulnerability/vex-text.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule vex`. */
export const vexCommand: RunCommand<"vex"> = async (_, values, io) => {
  const { folder, files } = io;
  const repository = values.text("repository");
  if (repository === undefined) {
    throw new Fault("usage", "nobody is named who decides", {
      hint: `name the repository with ${values.spelling("repository")}`,
    });
  }
  const location = values.text("location");
  if (location !== undefined && !/^https:\/\/[^\s]+$/.test(location)) {
    throw new Fault("usage", `${printable(location)} is not an https address`, {
      hint: "scanners fetch a VEX repository by https alone",
    });
  }
  const out = resolve(folder, values.text("out") ?? ".");
  const { clock } = await io.scanPorts({ from: undefined, quiet: true });
  const order = { risk: values.text("risk"), folder, location, out, repository: parseRepository(repository).url };
  const written = { folder: out, ...(await writeVexRepository(order, { files, clock })) };
  io.out(values.isOn("json") ? jsonText(vexJson(written)) : vexText(written));
  return 0;
};
