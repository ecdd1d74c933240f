import { nodeCryptography } from "../../crypto/node.ts";
import type { KitPorts } from "../../journeys/kit/kit-ports.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Trust } from "../../ports/trust.ts";
import { systemClock } from "../../world/clock.ts";
import { exclusively } from "../../world/files/exclusively.ts";
import { systemFiles } from "../../world/files/files.ts";
import { temporaryFolders } from "../../world/files/temporary-folders.ts";
import type { Surroundings } from "../surroundings.ts";
import { registryOf } from "./hosts/registry.ts";
import { signing } from "./sign/sign.ts";
import { verifyPorts } from "./verify/verify.ts";

export const kitPorts: Surroundings["kitPorts"] = async (settings) => {
  const { trust } = await verifyPorts(settings);
  return portsUnder(trust, settings.progress);
};

export const kitMakingPorts: Surroundings["kitMakingPorts"] = async (settings) => {
  const { signer, trust } = await signing(settings);
  return { ...(await portsUnder(trust, settings.progress)), signer };
};

async function portsUnder(trust: Trust, progress: Progress): Promise<KitPorts> {
  const { systemDisk } = await import("../../world/files/disk.ts");
  return {
    ...{ files: systemFiles, disk: systemDisk, crypto: nodeCryptography, clock: systemClock },
    ...{ exclusively, temporary: temporaryFolders, trust, progress },
    registryOf: (image) => registryOf(image, { access: "push" }),
  };
}
