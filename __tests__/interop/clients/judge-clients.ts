import type { Installed } from "../install-program.ts";
import type { Evidence } from "../judge.ts";
import { type Client, type ClientVerdict, judgeClient } from "./client.ts";
import { ghClient, sealedOf } from "./gh.ts";
import { jreleaserClient } from "./jreleaser.ts";
import { octokitClient } from "./octokit.ts";
import { releasePleaseClient } from "./release-please.ts";
import { semanticReleaseClient } from "./semantic-release.ts";

/** Clients of others at the GitHub that our tests have: what they need and it lacks is a fault of it. */
export async function judgeClients(programs: readonly Installed[], evidence: Evidence): Promise<ClientVerdict[]> {
  const verdicts: ClientVerdict[] = [];
  for (const program of programs) {
    const client = "path" in program ? await clientOf(program, evidence) : undefined;
    if (client !== undefined) verdicts.push(...(await judgeClient(client)));
  }
  return verdicts;
}

async function clientOf(
  program: Extract<Installed, { path: string }>,
  evidence: Evidence,
): Promise<Client | undefined> {
  switch (program.name) {
    case "gh":
      return ghClient(program, sealedOf(evidence));
    case "jreleaser":
      return jreleaserClient(program);
    case "octokit":
      return octokitClient(program);
    case "semantic-release-github":
      return semanticReleaseClient(program);
    case "release-please":
      return releasePleaseClient(program);
    default:
      return undefined;
  }
}
