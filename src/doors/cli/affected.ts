import { resolve } from "node:path";
import { worstState } from "../../domain/announcement/judge-affected.ts";
import { askAffected } from "../../journeys/affected/affected.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { affectedJson } from "../../views/vulnerability/affected-json.ts";
import { affectedText } from "../../views/vulnerability/affected-text.ts";
import { pathOf } from "../requests/path-of.ts";
import type { RunCommand } from "./run-command.ts";

const EXIT_CODES = {
  ...{ affected: 1, under_investigation: 3, undecided: 3, fixed: 0, not_affected: 0, "not-named": 3 },
} as const;

/** `capsule affected --advisory FILE <path>`. */
export const affectedCommand: RunCommand<"affected"> = async ([word = ""], values, io) => {
  const named = values.lines("advisory");
  if (named.length === 0) {
    throw new Fault("usage", "no advisory is named", { hint: `name it with ${values.spelling("advisory")}` });
  }
  const order = { path: await pathOf(word, io), advisories: named.map((one) => resolve(io.folder, one)) };
  const asked = await askAffected(order, { files: io.files, crypto: io.crypto });
  const { paint, width = 80 } = io;
  io.out(values.isOn("json") ? jsonText(affectedJson(asked)) : affectedText(asked, word, { paint, width }));
  return EXIT_CODES[worstState(asked.answers)];
};
