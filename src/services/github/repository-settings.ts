import * as v from "valibot";
import type { SettingsHost } from "../../ports/repository-settings.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import type { GitHubApi } from "./api/github-api.ts";
import { gitHubSource } from "./source-host.ts";

const immutableSchema = v.object({ enabled: v.boolean() });

/** https://docs.github.com/rest/repos/repos#check-if-immutable-releases-are-enabled-for-a-repository */
export function gitHubSettings(api: GitHubApi): SettingsHost {
  return {
    isPublic: async () => (await gitHubSource(api).repository()).isPublic,
    hasImmutableReleases: async () => {
      const what = "read whether releases are immutable";
      const request = { what, permission: "administration: read", path: "/immutable-releases", allowed: [404] };
      const response = await api.send(request);
      // "Not Found if immutable releases are not enabled".
      return response.status !== 404 && parseAnswer(immutableSchema, response, { service: "GitHub", to: what }).enabled;
    },
  };
}
