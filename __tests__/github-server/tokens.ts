import { type Answer, refusal } from "./answer.ts";

export type Level = "none" | "read" | "write";
export type Permission = "contents" | "attestations" | "actions" | "administration" | "issues" | "artifact-metadata";
export type TokenPermissions = Readonly<Record<Permission, Level>>;

/** What a job has whose permissions are those of the README. */
export const JOB_TOKEN: TokenPermissions = {
  contents: "write",
  attestations: "write",
  actions: "read",
  administration: "none",
  issues: "none",
  "artifact-metadata": "none",
};

/** What a route asks of a token. */
export interface Needs {
  readonly permission: Permission;
  readonly level: "read" | "write";
}

const ORDER: readonly Level[] = ["none", "read", "write"];

export function has(permissions: TokenPermissions | undefined, { permission, level }: Needs): boolean {
  return permissions !== undefined && ORDER.indexOf(permissions[permission]) >= ORDER.indexOf(level);
}

/** The permissions of the caller, undefined for nobody; or the refusal of a token that is none. */
export function identify(
  authorization: string | undefined,
  tokens: ReadonlyMap<string, TokenPermissions>,
): TokenPermissions | undefined | Answer {
  if (authorization === undefined) return undefined;
  const token = /^(?:bearer|token) (.+)$/i.exec(authorization)?.[1] ?? "";
  return tokens.get(token) ?? refusal(401, "Bad credentials");
}

/**
 * Undefined where the caller may. What everybody may see of a public repository needs no token; what the caller may not
 * even see is not found; the rest is forbidden, and the answer names the permission.
 */
export function refuseUnpermitted(
  caller: TokenPermissions | undefined,
  needs: Needs,
  isPublic: boolean,
): Answer | undefined {
  if (has(caller, needs)) return undefined;
  if (isPublic && needs.level === "read" && needs.permission !== "administration") return undefined;
  if (!isPublic && !has(caller, { permission: "contents", level: "read" })) return refusal(404, "Not Found");
  if (caller === undefined) return refusal(401, "Requires authentication");
  return {
    ...refusal(403, "Resource not accessible by integration"),
    headers: { "x-accepted-github-permissions": `${needs.permission}=${needs.level}` },
  };
}
