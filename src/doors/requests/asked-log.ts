import { resolve } from "node:path";
import type { AskedBy } from "../../domain/statements/admission.ts";
import type { ToldTimeline } from "../../domain/statements/told-timeline.ts";
import { judgeLogState } from "../../journeys/log/judge-log-state.ts";
import type { LogPlace, LogReading } from "../../journeys/log/read-log.ts";
import type { StatementLog } from "../../journeys/verify/verify-order.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ReportSection } from "../../views/report/report-facts.ts";
import { statementsSection } from "../../views/report/statements-section.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import type { VerifySettings } from "../surroundings.ts";
import { headAgeSeconds, headTrust, type LogWorld, logPlaceOf, trustedRoots, verifySettings } from "./log-request.ts";
import { memoryPaths } from "./memory-order.ts";

type PlacingOption = "log" | "log-signer" | "log-branch" | "log-payloads";
type PlacingValues = Pick<OptionValues<Reworded<Pick<OptionsOf<"get">, PlacingOption>>>, "text" | "spelling">;
type AskingValues = OptionValues<
  Reworded<
    Pick<OptionsOf<"get">, PlacingOption | "max-head-age" | "pin" | "trusted-root" | "sigstore" | "online" | "quiet">
  >
>;

/** Of what was judged, the section of a report tells line by line. */
export type AskedLog = StatementLog & { section(): ReportSection | undefined };

export interface Asking {
  /** How whoever asks came to the release. */
  readonly askedBy: AskedBy;
  readonly now: Date;
}

/** The log that must not have withdrawn a release, as the options name it; undefined if they name none. Faults: `usage`, those of `logPlaceOf`. */
export async function askedLog(
  values: AskingValues,
  { askedBy, now }: Asking,
  world: LogWorld,
): Promise<AskedLog | undefined> {
  const age = values.text("max-head-age");
  if (values.text("log-signer") === undefined && !isPlaced(values) && age === undefined) return undefined;
  const trusted = await trustedRoots(verifySettings(values, world), world);
  const asked = {
    ...{ trusted, askedBy, now, maxHeadAge: headAgeSeconds(age) },
    place: await namedPlace(values, world),
    trust: await headTrust(values.text("log-signer"), { trusted, world, own: undefined }),
    memories: await memoryPaths(values, world),
    beside: resolve(world.folder, "statement-log"),
  };
  let told: ToldTimeline | undefined;
  return {
    async judge(release) {
      const judged = await judgeLogState(release, asked, world);
      told = judged.told;
      return judged.claim;
    },
    section: () => told && statementsSection(told),
  };
}

/** The log that a capsule is to carry, and who signs its heads; undefined if none is named. Faults: those of `askedLog`. */
export async function logToCarry(
  values: PlacingValues,
  settings: VerifySettings,
  world: LogWorld,
): Promise<(LogPlace & LogReading) | undefined> {
  const place = await namedPlace(values, world);
  if (place === undefined) return undefined;
  const trusted = await trustedRoots(settings, world);
  const trust = await headTrust(values.text("log-signer"), { trusted, world, own: undefined });
  return { ...place, trust, crypto: world.crypto };
}

function isPlaced(values: PlacingValues): boolean {
  return (["log", "log-branch", "log-payloads"] as const).some((name) => values.text(name) !== undefined);
}

async function namedPlace(values: PlacingValues, world: LogWorld): Promise<LogPlace | undefined> {
  const log = values.text("log");
  if (log !== undefined) {
    return logPlaceOf({ log, branch: values.text("log-branch"), payloads: values.text("log-payloads") }, world);
  }
  if (!isPlaced(values)) return undefined;
  throw new Fault("usage", "no log is named", { hint: `give ${values.spelling("log")}` });
}
