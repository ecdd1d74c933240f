/**
 * A download or source address as it may stand in an SBOM: credentials, query and fragment are left out, and anything but
 * a web or version-control address, such as a path of the building machine, gives undefined.
 */
export function safeOrigin(address: string | undefined): string | undefined {
  if (address === undefined || address.length > 2048) return undefined;
  const text = address.replace(/^(?:registry|sparse|direct)\+/, "").replace(/^git@([^:/]+):/, "ssh://$1/");
  const found =
    /^((?:(?:git|hg|svn|bzr)\+)?(?:https?|ssh|git|svn|hg)):\/\/(?:[^/?#@]*@)?([^/?#@\s]+)(\/[^?#\s]*)?(?:[?#].*)?$/i.exec(
      text,
    );
  if (found === null) return undefined;
  const [, scheme = "", host = "", path = ""] = found;
  return isPlain(host + path) ? `${scheme.toLowerCase()}://${host}${path}` : undefined;
}

/**
 * The address of a repository that is written in short, `github:a/b#<commit>`, or by the archive that GitHub packs of a commit for package
 * managers, `https://codeload.github.com/a/b/tar.gz/<commit>`; any other address as it is.
 */
export function wholeAddress(address: string | undefined): string | undefined {
  return address
    ?.replace(/^github:([^/#]+\/[^/#]+?)(?:\.git)?(?=#|$)/, "git+https://github.com/$1.git")
    .replace(
      /^https:\/\/codeload\.github\.com\/([^/]+\/[^/]+)\/tar\.gz\/([0-9a-f]{40})$/,
      "git+https://github.com/$1.git#$2",
    );
}

/** The commit at the end of a repository's address; the hash behind an archive's address is not one. */
export function gitCommit(address: string | undefined): string | undefined {
  return /^(?:git|github|gitlab|bitbucket)[+:@]|\.git#|#commit=/.test(address ?? "") ? commitOf(address) : undefined;
}

/** The commit at the end of an address or alone: 40 or 64 hex digits; undefined for a branch or tag. */
export function commitOf(text: string | undefined): string | undefined {
  return /(?:^|[#@/=:])([0-9a-f]{40}|[0-9a-f]{64})$/.exec(text ?? "")?.[1];
}

/** Printable ASCII without the characters that URIs exclude. */
function isPlain(text: string): boolean {
  return /^[!#-;=?-[\]_a-z~]*$/.test(text);
}
