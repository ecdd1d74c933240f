import type { GetOrder, GetPorts } from "../../journeys/get/get-order.ts";
import type { Progress } from "../../ports/progress.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { Surroundings } from "../surroundings.ts";

/** What says under which roots a release is judged. */
export type TrustingValues = OptionValues<Reworded<Pick<OptionsOf<"get">, "trusted-root" | "sigstore" | "online">>>;

interface Getting extends Pick<GetOrder, "repository"> {
  readonly values: TrustingValues;
  readonly progress: Progress;
  /** A secret; undefined to ask as everybody. */
  readonly token: string | undefined;
  readonly mask?: (secret: string) => void;
}

type World = Pick<Surroundings, "folder" | "verifyPorts" | "publicReleases" | "gettingPorts">;

/** What downloads and judges releases of a repository. */
export async function getPorts(
  { repository, values, progress, token, mask }: Getting,
  world: World,
): Promise<GetPorts> {
  const [verifying, open] = await Promise.all([
    world.verifyPorts({ ...trustSettings(values, world.folder), progress }),
    world.publicReleases({ token, ...(mask && { mask }) }),
  ]);
  return { ...verifying, ...(await world.gettingPorts()), releases: open(repository) };
}
