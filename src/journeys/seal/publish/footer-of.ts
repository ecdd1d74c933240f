import { GUIDE_ENTRY } from "../../../domain/capsule/entry-names.ts";
import { askedImages, readersCommand, trustedRootFile } from "../../../domain/guide/own-command.ts";
import { downloadsOf, releaseFooter } from "../../../domain/guide/release-footer.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import { consumerFlags } from "../sign/certificate-of.ts";

/** The command that a consumer pastes where the downloaded files are, in one line, as VERIFY.md has it. Fault: `text-unquotable`. */
function commandOf(sealed: SealedContent): string {
  const { identity, facts, capsule, trustedRoot } = sealed;
  return readersCommand({
    instance: identity.instance,
    identityFlags: consumerFlags(identity, facts.tag),
    trustedRoot: trustedRootFile(identity.instance, trustedRoot?.name),
    ...{ release: facts, capsule: capsule.name, asked: askedImages(sealed) },
  }).sh.replaceAll(" \\\n  ", " ");
}

/** The same; undefined if nothing was published, and after a dry run, which leaves nothing to verify. */
export function consumerCommand(
  sealed: SealedContent & { readonly published: readonly unknown[]; readonly location: string | undefined },
): string | undefined {
  return sealed.published.length === 0 || sealed.location === undefined ? undefined : commandOf(sealed);
}

/** What the text of the release ends with; undefined where VERIFY.md is on none. */
export function footerOf(sealed: SealedContent, published: readonly { readonly name: string }[]): string | undefined {
  const { repository, tag } = sealed.facts;
  if (repository === null || tag === null || !published.some(({ name }) => name === GUIDE_ENTRY)) return undefined;
  return releaseFooter(commandOf(sealed), downloadsOf(repository, tag));
}
