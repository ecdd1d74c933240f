import { GUIDE_ENTRY } from "../../../domain/capsule/entry-names.ts";
import { askedImages, readersCommand, trustedRootFile } from "../../../domain/guide/own-command.ts";
import { downloadsOf, releaseFooter } from "../../../domain/guide/release-footer.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import { consumerFlags } from "../sign/certificate-of.ts";

/** The command that a consumer pastes where the downloaded files are, in one line, as VERIFY.md has it. Fault: `text-unquotable`. */
export function commandOf(sealed: SealedContent): string {
  const { identity, facts, capsule, trustedRoot } = sealed;
  return readersCommand({
    instance: identity.instance,
    identityFlags: consumerFlags(identity, facts.tag),
    trustedRoot: trustedRootFile(identity.instance, trustedRoot?.name),
    ...{ release: facts, capsule: capsule.name, asked: askedImages(sealed) },
  }).sh.replaceAll(" \\\n  ", " ");
}

/** What the text of the release ends with; undefined where VERIFY.md is on none. */
export function footerOf(sealed: SealedContent, published: readonly { readonly name: string }[]): string | undefined {
  const { repository, tag } = sealed.facts;
  if (repository === null || tag === null || !published.some(({ name }) => name === GUIDE_ENTRY)) return undefined;
  return releaseFooter(commandOf(sealed), downloadsOf(repository, tag));
}
