import { attestationRoutes } from "./attestations.ts";
import { gitDataRoutes } from "./git-data.ts";
import { gitObjectRoutes } from "./git-objects.ts";
import { graphqlRoutes } from "./graphql.ts";
import { issueRoutes } from "./issues.ts";
import { releaseAssetRoutes } from "./release-assets.ts";
import { releaseRoutes } from "./releases.ts";
import { repositoryRoutes } from "./repository.ts";
import type { Route } from "./route.ts";
import { storageRecordRoutes } from "./storage-records.ts";

/** These may hold slashes. */
const LONG = new Set(["ref", "tag", "branch", "basehead", "subject_digest", "path"]);

const ROUTES = [
  ...graphqlRoutes,
  ...releaseAssetRoutes,
  ...releaseRoutes,
  ...gitDataRoutes,
  ...gitObjectRoutes,
  ...repositoryRoutes,
  ...attestationRoutes,
  ...issueRoutes,
  ...storageRecordRoutes,
]
  .map((route) => ({ route, pattern: patternOf(route.template) }))
  // What names more is asked first: `/releases/latest` before `/releases/{release_id}`.
  .sort((a, b) => literal(b.route) - literal(a.route));

export interface MatchedRoute {
  readonly route: Route;
  readonly parts: Readonly<Record<string, string>>;
}

/** The operation of a request, with the decoded parts of its path. */
export function matchRoute(method: string, path: string): MatchedRoute | undefined {
  for (const { route, pattern } of ROUTES) {
    const isAsked = route.method === (method === "HEAD" ? "GET" : method);
    const match = isAsked ? pattern.exec(path) : null;
    if (match === null) continue;
    const parts = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      value.split("/").map(decodeURIComponent).join("/"),
    ]);
    return { route, parts: Object.fromEntries(parts) };
  }
  return undefined;
}

function patternOf(template: string): RegExp {
  const source = template.replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>${LONG.has(name) ? ".+?" : "[^/]+"})`);
  return new RegExp(`^${source}$`);
}

function literal({ template }: Route): number {
  return template.split("/").filter((part) => !part.startsWith("{")).length;
}
