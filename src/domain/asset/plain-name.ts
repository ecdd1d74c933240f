/** Texts that people read, lists of checksums, signatures and keys: nobody runs, unpacks or installs a file of such a name. */
const ENDINGS =
  /^.+\.(?:md|markdown|rst|adoc|txt|asc|sig|minisig|pem|pub|sigstore\.json|intoto\.jsonl|md5|b2|sha(?:1|224|256|384|512)(?:sum)?)$/i;
const NAMES =
  /^(?:README|LICEN[CS]E|COPYING|NOTICE|CHANGELOG|CHANGES|AUTHORS|CONTRIBUTORS|SECURITY|(?:MD5|B2|SHA(?:1|224|256|384|512))SUMS?)(?:-[A-Za-z0-9]+)?$/;
/** Texts that list packages, or say how something is built. */
const READ = /(?:requirements|constraints)[\w.-]*\.txt$|^(?:conanfile|CMakeLists)\.txt$/i;

/** Whether a file of this name is taken for plain text, if its bytes are that. */
export function isPlainName(name: string): boolean {
  return (ENDINGS.test(name) || NAMES.test(name)) && !READ.test(name);
}
