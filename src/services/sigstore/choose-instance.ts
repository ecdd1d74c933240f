import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { TokenClaims } from "../../ports/identity-token.ts";
import { isGitHubActions } from "./token-identity.ts";

export type PublicInstance = "public-good" | "github" | "staging";

/**
 * The instance that `setting` means for this token. `auto`: a public repository of GitHub and every other identity sign
 * with public-good; a private or internal one with GitHub's own instance, which keeps no public log. A public log for a
 * repository that is not public needs `unsafePublicLog`. Faults: `public-log-refused`, `configuration-invalid`.
 */
export function chooseInstance(
  setting: "auto" | PublicInstance,
  claims: TokenClaims,
  { unsafePublicLog }: { readonly unsafePublicLog: boolean },
): PublicInstance {
  const isPublic = visibility(claims) === "public";
  const chosen = setting === "auto" ? (isPublic || unsafePublicLog ? "public-good" : "github") : setting;
  if (chosen === "github" && !isGitHubActions(claims.issuer)) {
    throw new Fault(
      "configuration-invalid",
      `the github instance serves GitHub Actions only, not ${printable(claims.issuer)}`,
    );
  }
  if (chosen !== "github" && !isPublic && !unsafePublicLog) throw wouldLeak(chosen);
  return chosen;
}

/** Tokens of other issuers say nothing about a repository; one that does is believed where it says "not public". */
function visibility({ issuer, others }: TokenClaims): "public" | "private" | "internal" {
  const found = others.get("repository_visibility");
  if (found === undefined && !isGitHubActions(issuer)) return "public";
  if (found === "public" || found === "private" || found === "internal") return found;
  throw new Fault("configuration-invalid", "the identity token does not say whether the repository is public", {
    hint: "name the instance's signing config with --sigstore",
  });
}

function wouldLeak(instance: PublicInstance): Fault {
  return new Fault(
    "public-log-refused",
    `signing with ${instance} would show the name of a repository that is not public to everybody, for ever`,
    { hint: "use --sigstore github or a signing config of your own; --unsafe-public-log accepts the public log" },
  );
}
