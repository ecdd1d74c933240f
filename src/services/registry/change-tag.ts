import { Fault } from "../../kernel/fault.ts";
import type { Registry } from "../../ports/registry.ts";
import { fetchManifest, putManifest } from "./manifests.ts";
import type { RegistrySession } from "./registry-session.ts";

/** How often a tag is written again if another run was faster. */
const ATTEMPTS = 8;
/** Longer than another run takes from reading the tag to writing it. */
const SETTLING_MS = 500;

/**
 * No registry compares before it writes (If-Match is honoured by none that was measured), so another run that read before this one
 * wrote can take away what was put: the tag is read again after a while, by which such a run has written, and written again until
 * nothing is left to change.
 */
export async function changeTag(
  session: RegistrySession,
  tag: string,
  change: Parameters<Registry["changeTag"]>[1],
): Promise<void> {
  const { clock } = session;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const next = await change(await fetchManifest(session, tag));
    if (next === undefined) return;
    await putManifest(session, next, tag);
    await clock.sleep(SETTLING_MS * (1 + (clock.elapsed() % 1)));
  }
  if ((await change(await fetchManifest(session, tag))) === undefined) return;
  throw new Fault("registry-refused", `what was put into ${session.name} did not stay under its tag`, {
    hint: "run it again: another run may have written at the same time",
  });
}
