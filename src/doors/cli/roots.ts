import { resolve } from "node:path";
import type { CarriedRoot } from "../../domain/sigstore/roots-file.ts";
import { exportRoots } from "../../journeys/roots/export-roots.ts";
import { importRoots } from "../../journeys/roots/import-roots.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { rootsJson, type ShownRoots } from "../../views/kit/roots-json.ts";
import { rootsText } from "../../views/kit/roots-text.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule roots export | import <file>`. */
export const rootsCommand: RunCommand<"roots"> = async ([action = "", file = ""], values, io) => {
  const shown = await act(action, resolve(io.folder, file), { values, io });
  io.out(values.isOn("json") ? jsonText(rootsJson(shown)) : rootsText(shown));
  return 0;
};

interface Asked {
  readonly values: OptionValues<OptionsOf<"roots">>;
  readonly io: Console;
}

async function act(action: string, path: string, { values, io }: Asked): Promise<ShownRoots> {
  const { store, ...ports } = await io.rootsPorts();
  switch (action) {
    case "export": {
      const instances = INSTANCES[values.choice("sigstore")];
      const roots = await exportRoots({ path, instances }, ports);
      return { action, file: path, roots: roots.map((root) => ({ root, status: "exported" })) };
    }
    case "import":
      if (values.isGiven("sigstore")) throw new Fault("usage", "import takes every root of the file");
      if (store === undefined) {
        throw new Fault("configuration-invalid", "there is no folder for imported roots", {
          hint: "name a file in the variable CAPSULE_ROOTS",
        });
      }
      return { action, file: store, roots: await importRoots({ path, store }, ports) };
    default:
      throw new Fault("usage", `roots has no action ${printable(action)}`, {
        hint: "write capsule roots export FILE, or capsule roots import FILE",
      });
  }
}

const INSTANCES: Readonly<Record<"auto" | CarriedRoot["instance"], readonly CarriedRoot["instance"][]>> = {
  auto: ["public-good", "github"],
  "public-good": ["public-good"],
  github: ["github"],
  staging: ["staging"],
};
