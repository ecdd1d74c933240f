/**
 * The name under which a file is stored: "GitHub renames asset filenames that have special characters, non-alphanumeric
 * characters, and leading or trailing periods" (REST API, Upload a release asset). The steps are those that gh foresees
 * (cli/cli `pkg/cmd/release/shared/upload.go`). Written apart from the product's rule.
 */
export function storedName(name: string): string {
  const plain = Array.from(name.normalize("NFD"))
    .filter((character) => !/\p{Mn}/u.test(character))
    .join("")
    .normalize("NFC");
  const named = plain.startsWith(".") ? `default${plain}` : plain;
  const dotted = Array.from(named, (character) => (/[\w@+-]/.test(character) ? character : ".")).join("");
  const parts = dotted.split(".").filter((part) => part !== "");
  if (parts.length === 0) return "default";
  const stored = parts.join(".");
  return stored !== name && parts.length === 1 ? `default.${stored}` : stored;
}
