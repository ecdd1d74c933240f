import type { FuzzTarget, TargetMaker } from "../target.ts";
import { announcementTargets } from "./announcement.ts";
import { answerTargets } from "./answers.ts";
import { domainTargets } from "./domain.ts";
import { kernelTargets } from "./kernel.ts";
import { keyTargets } from "./keys.ts";
import { kitTargets } from "./kit.ts";
import { logTargets } from "./log.ts";
import { notaryTargets } from "./notary.ts";
import { optionTargets } from "./options.ts";
import { sbomTargets } from "./sbom.ts";
import { sigstoreTargets } from "./sigstore.ts";
import { vulnerabilityTargets } from "./vulnerability.ts";

/** Every reader of bytes that come from outside, by the place where they are listed. */
export const ROOMS: Readonly<Record<string, TargetMaker>> = {
  kernel: kernelTargets,
  domain: domainTargets,
  sbom: sbomTargets,
  sigstore: sigstoreTargets,
  kit: async () => kitTargets(),
  log: logTargets,
  announcement: async () => announcementTargets(),
  notary: notaryTargets,
  answers: answerTargets,
  keys: async () => keyTargets(),
  options: optionTargets,
  vulnerability: vulnerabilityTargets,
};

export async function targetsOf(room: string): Promise<readonly FuzzTarget[]> {
  const make = ROOMS[room];
  if (make === undefined) throw new Error(`there is no room ${room}`);
  return make();
}
