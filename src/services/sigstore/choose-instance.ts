import { gitHubIssuer } from "../../domain/source/github-issuer.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { TokenClaims } from "../../ports/identity-token.ts";

export type PublicInstance = "public-good" | "github" | "staging";

/**
 * The instance that `setting` means for this token. `auto`: a public repository of github.com and every other identity sign
 * with public-good; a private or internal one, and everything of ghe.com, with GitHub's own instance, which keeps no public
 * log and takes no token of a server. A public log for a repository that is not public needs `unsafePublicLog`. Faults:
 * `public-log-refused`, `configuration-invalid`.
 */
export function chooseInstance(
  setting: "auto" | PublicInstance,
  claims: TokenClaims,
  { unsafePublicLog }: { readonly unsafePublicLog: boolean },
): PublicInstance {
  const isPublic = visibility(claims) === "public";
  const kind = gitHubIssuer(claims.issuer)?.kind;
  const chosen = setting === "auto" ? automatic(kind, isPublic || unsafePublicLog) : setting;
  if (chosen === "github" && (kind === undefined || kind === "server")) throw notServed(claims.issuer);
  if (chosen !== "github" && !isPublic && !unsafePublicLog) throw wouldLeak(chosen);
  return chosen;
}

type IssuerKind = NonNullable<ReturnType<typeof gitHubIssuer>>["kind"];

/** Public Sigstore knows the issuers of github.com, and neither those of ghe.com nor of anybody's server. */
function automatic(kind: IssuerKind | undefined, mayBePublic: boolean): PublicInstance {
  if (kind === "tenant" || kind === "server") return "github";
  return mayBePublic ? "public-good" : "github";
}

/** Tokens of other issuers say nothing about a repository; one that does is believed if it says "not public". */
function visibility({ issuer, others }: TokenClaims): "public" | "private" | "internal" {
  const found = others.get("repository_visibility");
  if (found === undefined && gitHubIssuer(issuer) === undefined) return "public";
  if (found === "public" || found === "private" || found === "internal") return found;
  throw new Fault("configuration-invalid", "the identity token does not say whether the repository is public", {
    hint: advice`name the signing config of the instance with ${option("sigstore")}`,
  });
}

function notServed(issuer: string): Fault {
  return new Fault(
    "configuration-invalid",
    `the github instance serves GitHub Actions of github.com and ghe.com only, not ${printable(issuer)}`,
    {
      hint: advice`name the signing config of an instance that takes this issuer with ${option("sigstore")}, and its trusted root with ${option("trusted-root")}`,
    },
  );
}

function wouldLeak(instance: PublicInstance): Fault {
  return new Fault(
    "public-log-refused",
    `signing with ${instance} would put the name of a repository that is not public into a public log, at once and for good`,
    {
      hint: advice`use ${option("sigstore", "github")} or a signing config of your own; ${option("unsafe-public-log")} accepts the public log`,
    },
  );
}
