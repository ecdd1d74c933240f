import { Fault } from "../../kernel/fault.ts";
import type { RunCommand } from "./commands.ts";
export const showCommand: RunCommand = async () => {
  throw new Fault("internal", "not built yet");
};
