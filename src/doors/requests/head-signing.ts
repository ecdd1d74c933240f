import { resolve } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";
import { sigstoreNamed } from "./seal-request.ts";

type Writing = Pick<OptionsOf<"log">, "key" | "sign-with" | "unsafe-public-log" | "trusted-root" | "quiet">;

/** Who signs the heads that a command makes. Fault: `usage`. */
export function headSigningOf(
  values: OptionValues<Writing>,
  world: Pick<Surroundings, "folder" | "progress" | "headSigning">,
): ReturnType<Surroundings["headSigning"]> {
  const [key, trustedRoot] = [values.text("key"), values.text("trusted-root")];
  const sigstore = sigstoreNamed(values.text("sign-with"), world.folder);
  if (key === undefined && sigstore.kind === "local") {
    throw new Fault("usage", "what the local instance signs is trusted by nobody", { hint: "make a key with log key" });
  }
  return world.headSigning({
    keyFile: key === undefined ? undefined : resolve(world.folder, key),
    ...{ sigstore, unsafePublicLog: values.isOn("unsafe-public-log") },
    trustedRoot: trustedRoot === undefined ? undefined : resolve(world.folder, trustedRoot),
    progress: world.progress(values.isOn("quiet")),
  });
}
