import { resolve } from "node:path";
import type { LogToTell } from "../../journeys/embargo/say-in-log.ts";
import { Fault } from "../../kernel/fault.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Surroundings, VerifySettings } from "../surroundings.ts";
import { headTrust, logPlaceOf, trustedRoots } from "./log-request.ts";
import { sigstoreNamed } from "./seal-request.ts";

export type EmbargoValues = OptionValues<OptionsOf<"embargo">>;

/** The log that is told, and who signs what it is told; undefined if none is named. Faults: `usage`, those of `logPlaceOf`. */
export async function logToTell(
  values: EmbargoValues,
  settings: VerifySettings,
  world: Surroundings,
): Promise<LogToTell | undefined> {
  const [log, branch, payloads] = [values.text("log"), values.text("log-branch"), values.text("log-payloads")];
  if (log === undefined) {
    const stray = (["log-signer", "log-branch", "log-payloads", "log-key"] as const).find(values.isGiven);
    if (stray === undefined) return undefined;
    throw new Fault("usage", `${values.spelling(stray)} means nothing without a log`, {
      hint: `give ${values.spelling("log")}`,
    });
  }
  const sigstore = sigstoreNamed(values.text("sign-with"), world.folder);
  if (sigstore.kind === "local") throw new Fault("usage", "what the local instance signs is trusted by nobody");
  const signing = { ...settings, sigstore, unsafePublicLog: values.isOn("unsafe-public-log") };
  const keyFile = values.text("log-key");
  const headsBy = () =>
    world.headSigning({ ...signing, keyFile: keyFile === undefined ? undefined : resolve(world.folder, keyFile) });
  // To look at the log nobody needs a token, and its key says who signs it.
  const own = keyFile === undefined ? undefined : (await headsBy()).own;
  const trusted = await trustedRoots(settings, world);
  return {
    place: await logPlaceOf({ log, branch, payloads }, world),
    reading: {
      trust: await headTrust(values.text("log-signer"), { trusted, world, own }),
      ...{ trusted, crypto: world.crypto },
    },
    writing: async () => {
      const { signer, signerTrust } = await world.vouchPorts(signing);
      const { own: _, ...heads } = await headsBy();
      return { statements: { signer, signerTrust }, heads };
    },
  };
}
