import type { Console } from "../../src/doors/cli/console.ts";
import { runCli } from "../../src/doors/cli/run-cli.ts";
import { surroundings } from "../../src/doors/wire.ts";

/** Runs the command line in a folder, in this process; with `env` it sees no other environment, and no git. */
export async function commandInFolder(
  folder: string,
  argv: readonly string[],
  env?: Readonly<Record<string, string>>,
  terminal: Pick<Console, "isTerminal" | "width"> = {},
) {
  let [out, err] = ["", ""];
  const io: Console = {
    ...surroundings(folder, () => undefined),
    ...(env && { env: (name: string) => env[name], git: async () => ({ open: async () => undefined }) }),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    paint: (_style, text) => text,
    program: ["capsule"],
    ...terminal,
  };
  return { status: await runCli(argv, io), out, err };
}
