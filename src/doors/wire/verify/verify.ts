import { join } from "node:path";
import { nodeCryptography } from "../../../crypto/node.ts";
import type { EmbeddedInstance } from "../../../domain/sigstore/embedded-roots.ts";
import { judgeNotary } from "../../../journeys/verify/judge-notary.ts";
import { verifyByNotary } from "../../../journeys/verify/verify-by-notary.ts";
import type { VerifyPorts } from "../../../journeys/verify/verify-order.ts";
import type { CarriedRoots } from "../../../ports/carried-roots.ts";
import type { Trust } from "../../../ports/trust.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";
import type { Surroundings } from "../../surroundings.ts";
import { publicReleases } from "../hosts/github.ts";
import { cacheFolder } from "../read/read.ts";
import { fileTrust, offlineTrust, rootsStore } from "./offline.ts";

export const verifyPorts: Surroundings["verifyPorts"] = async ({ trustedRoot, instances, online, progress }) => ({
  crypto: nodeCryptography,
  files: systemFiles,
  trust: trustedRoot === undefined ? await instanceTrust(instances, online) : fileTrust(trustedRoot),
  progress,
  notaryPlugin: async (name) => (await pluginsOfNotation())(name),
  notaryVerifier: { judge: judgeNotary, verify: verifyByNotary },
  ...(online === true ? { publications: await publications(), askRevocation: await revocationByHttp() } : {}),
});

export const rootsPorts: Surroundings["rootsPorts"] = async () => ({
  files: systemFiles,
  roots: await rootsByTuf(),
  store: rootsStore(),
});

function publications(): Promise<NonNullable<VerifyPorts["publications"]>> {
  return publicReleases({ token: undefined });
}

async function pluginsOfNotation(): Promise<NonNullable<VerifyPorts["notaryPlugin"]>> {
  const [{ verificationPlugins }, { signingPrograms }] = await Promise.all([
    import("../../../services/notary/verification-plugins.ts"),
    import("../../../world/signing-programs.ts"),
  ]);
  return verificationPlugins(signingPrograms({ env: process.env }));
}

async function revocationByHttp(): Promise<NonNullable<VerifyPorts["askRevocation"]>> {
  const [{ revocationAsker }, { revocationSources }, { createHttp }, { sha1 }] = await Promise.all([
    import("../../../domain/notary/revocation/ask-revocation.ts"),
    import("../../../services/notary/revocation-sources.ts"),
    import("../../../world/http/http.ts"),
    import("../../../crypto/node-digest.ts"),
  ]);
  const ports = { http: createHttp(processEnv), clock: systemClock, sha1 };
  return revocationAsker(revocationSources(ports), nodeCryptography);
}

async function instanceTrust(instances: readonly EmbeddedInstance[], online = false): Promise<Trust> {
  if (!online) return offlineTrust(instances);
  const [{ tufTrust }, { createHttp }] = await Promise.all([
    import("../../../services/tuf/tuf-trust.ts"),
    import("../../../world/http/http.ts"),
  ]);
  return tufTrust(instances, join(cacheFolder(), "tuf"), {
    http: createHttp(processEnv),
    clock: systemClock,
    files: systemFiles,
  });
}

async function rootsByTuf(): Promise<CarriedRoots> {
  const [{ carriedRoots }, { createHttp }] = await Promise.all([
    import("../../../services/tuf/carried-roots.ts"),
    import("../../../world/http/http.ts"),
  ]);
  return carriedRoots({ http: createHttp(processEnv), clock: systemClock, crypto: nodeCryptography });
}
