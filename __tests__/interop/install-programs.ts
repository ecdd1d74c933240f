import { type Installed, installProgram, type ProgramName } from "./install-program.ts";

export interface InstallOrder {
  /** In the order of their worth: what is not there when the time is used up is left out. */
  readonly names: readonly ProgramName[];
  /** For all builds together. */
  readonly minutes: number;
  readonly install?: (name: ProgramName, deadline: number) => Promise<Installed>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly report?: (line: string) => void;
}

/** The first may use all of the time; of the others none may keep the rest from being built. */
const MOST_MINUTES = 10;

/** Installs one after the other, for each build uses both cores; what could not be had is in the result with the reason. */
export async function installPrograms(order: InstallOrder): Promise<Installed[]> {
  const { names, install = installProgram, now = Date.now, report = () => undefined } = order;
  const deadline = now() + order.minutes * 60_000;
  const installed: Installed[] = [];
  for (const [at, name] of names.entries()) {
    const one = await install(name, at === 0 ? deadline : Math.min(deadline, now() + MOST_MINUTES * 60_000));
    report("error" in one ? `${name} ${one.version}: not built: ${one.error}` : `${name} ${one.version}`);
    installed.push(one);
  }
  return installed;
}
