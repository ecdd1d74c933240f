import { expect, onTestFinished, test } from "vitest";
import { gitHubAddress } from "../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../src/services/github/api/github-api.ts";
import { gitHubSettings } from "../../../src/services/github/repository-settings.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { type GitHubServerOptions, startGitHubServer, TOKEN } from "../../github-server/start-github-server.ts";
import { JOB_TOKEN } from "../../github-server/tokens.ts";
import { testClock } from "../../test-clock.ts";

async function settingsOf(options: GitHubServerOptions = {}) {
  const server = await startGitHubServer(options);
  onTestFinished(() => server.close());
  const address = gitHubAddress(server.url, `https://github.com/${server.state.run.repository}`);
  const http = createHttp(() => undefined);
  return gitHubSettings(createGitHubApi(address, server.token, { http, clock: testClock() }));
}

const ADMINISTRATOR = { [TOKEN]: { ...JOB_TOKEN, administration: "read" as const } };

test("says whether the repository is public, and whether releases are immutable", async () => {
  const immutable = await settingsOf({ tokens: ADMINISTRATOR, immutableReleases: true });
  expect([await immutable.isPublic(), await immutable.hasImmutableReleases()]).toEqual([true, true]);
  const mutable = await settingsOf({ tokens: ADMINISTRATOR });
  expect(await mutable.hasImmutableReleases()).toBe(false);
});

test("a token without that right is told so", async () => {
  const settings = await settingsOf({ immutableReleases: true });
  await expectFault("permission-missing", () => settings.hasImmutableReleases());
});
