import type { Answer } from "./answer.ts";
import type { GitHubState } from "./github-state.ts";

/** A path of the one repository by its name of today; or the way there, or undefined where it is another one's. */
export function findRepository(
  { run, formerNames }: Pick<GitHubState, "run" | "formerNames">,
  { method, base, path, search }: { method: string; base: string; path: string; search: string },
): string | Answer | undefined {
  if (!/^\/repos(?:itories)?\//.test(path)) return path;
  const byId = `/repositories/${run.repositoryId}`;
  const [, former] =
    [...formerNames]
      .map((name) => [name, below(`/repos/${name}`, path)] as const)
      .find(([, rest]) => rest !== undefined) ?? [];
  if (former !== undefined) return moved(method, `${base}${byId}${former}${search}`);
  const rest = below(byId, path) ?? below(`/repos/${run.repository}`, path);
  return rest === undefined ? undefined : `/repos/${run.repository}${rest}`;
}

/** "301 for permanent redirection", and for what is no read 307, which keeps method and body. */
function moved(method: string, location: string): Answer {
  const isRead = method === "GET" || method === "HEAD";
  const message = isRead ? "Moved Permanently" : "Temporary Redirect";
  const json = {
    message,
    url: location,
    documentation_url: "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
  };
  return { status: isRead ? 301 : 307, headers: { location }, json };
}

/** What follows a start, whose case does not matter, up to a slash or the end. */
function below(start: string, path: string): string | undefined {
  if (!`${path}/`.toLowerCase().startsWith(`${start}/`.toLowerCase())) return undefined;
  return path.slice(start.length);
}
