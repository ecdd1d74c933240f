/**
 * The name under which a file is stored: "GitHub renames asset filenames that have special characters, non-alphanumeric
 * characters, and leading or trailing periods" (REST API, Upload a release asset). Written apart from the product's rule.
 */
export function storedName(name: string): string {
  const plain = Array.from(name.normalize("NFD")).filter((character) => !/\p{M}/u.test(character));
  const kept = plain.map((character) => (/[\w@+.-]/.test(character) ? character : ".")).join("");
  const trimmed = kept
    .split(".")
    .filter((part, index, parts) => part !== "" || (index > 0 && index < parts.length - 1));
  const joined = trimmed.filter((part) => part !== "").join(".");
  return joined === "" ? "default" : joined;
}
