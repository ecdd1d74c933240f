import { nodeCryptography } from "../../../crypto/node.ts";
import { parseNoteKey } from "../../../domain/transparency/note-key.ts";
import { folderEnvelopes, folderStore } from "../../../services/log/folder-store.ts";
import { keylessHeadSigner } from "../../../services/log/keyless-head-signer.ts";
import { formatNoteSecret, noteSigner } from "../../../services/log/note-signer.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { exclusively } from "../../../world/files/exclusively.ts";
import { systemFiles } from "../../../world/files/files.ts";
import { gitBranch } from "../../../world/git/git-branch.ts";
import type { PlacedLog, Surroundings } from "../../surroundings.ts";
import { gitHubReading } from "../hosts/github.ts";
import { signing } from "../sign/sign.ts";

const MAX_KEY_BYTES = 4096;

export const logPlace: Surroundings["logPlace"] = async (place) => {
  if ("repository" in place) return logOnGitHub(place);
  const { path, branch, payloads } = place;
  return {
    store:
      branch === undefined
        ? folderStore(path, systemFiles, exclusively)
        : gitBranch({ repository: path, branch }, processEnv),
    envelopes: folderEnvelopes(payloads, systemFiles),
  };
};

/** With the token of the job, if there is one: everybody may read what is public. */
async function logOnGitHub({ repository, branch, payloads }: Extract<PlacedLog, { repository: string }>) {
  const token = processEnv("GITHUB_TOKEN") ?? processEnv("GH_TOKEN");
  const [{ createGitHubApi }, { gitHubLogBranch }, { gitHubLogPayloads }] = await Promise.all([
    import("../../../services/github/api/github-api.ts"),
    import("../../../services/github/log/log-branch.ts"),
    import("../../../services/github/log/log-payloads.ts"),
  ]);
  const { address, token: own, ports } = (await gitHubReading(token))(repository);
  const api = createGitHubApi(address, own, ports);
  return {
    store: gitHubLogBranch(api, branch),
    envelopes:
      payloads === undefined ? gitHubLogPayloads(api, `${branch}-payloads`) : folderEnvelopes(payloads, systemFiles),
  };
}

export const headSigning: Surroundings["headSigning"] = async ({ keyFile, ...settings }) => {
  const clock = systemClock;
  if (keyFile === undefined) {
    const { signer } = await signing(settings);
    return { signer: keylessHeadSigner(signer, nodeCryptography), own: undefined, clock };
  }
  const secret = Buffer.from(await systemFiles.read(keyFile, MAX_KEY_BYTES)).toString("utf8");
  settings.mask?.(secret.trim());
  const signer = await noteSigner(secret, nodeCryptography);
  return { signer, own: { kind: "key", key: await parseNoteKey(signer.vkey, nodeCryptography) }, clock };
};

export const headWitnesses: Surroundings["headWitnesses"] = async (urls) => {
  const [{ httpWitness }, { createHttp }] = await Promise.all([
    import("../../../services/log/http-witness.ts"),
    import("../../../world/http/http.ts"),
  ]);
  return urls.map((url) => httpWitness(url, { http: createHttp(processEnv), clock: systemClock }));
};

export const makeLogKey: Surroundings["makeLogKey"] = async (name, seed) => {
  const secret = await formatNoteSecret(name, seed, nodeCryptography);
  return { secret, vkey: (await noteSigner(secret, nodeCryptography)).vkey };
};
