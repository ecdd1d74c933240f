/** What is wrong by the codes of the library, for people who write YAML by hand; its own messages speak of tokens and scalars. */
const REASONS: Readonly<Record<string, string>> = {
  ALIAS_PROPS: "an alias has a tag or an anchor of its own",
  BAD_ALIAS: "an alias or an anchor has no name",
  BAD_DIRECTIVE: "a line that begins with % is not a directive of YAML",
  BAD_DQ_ESCAPE: "a backslash in double quotes begins nothing that is known; in single quotes it is a backslash",
  BAD_INDENT: "the indentation is not that of the lines it belongs to",
  BAD_PROP_ORDER: "a tag or an anchor stands before the mark that it must follow",
  BAD_SCALAR_START: "a value begins with a character that must stand in quotes",
  BLOCK_AS_IMPLICIT_KEY:
    'a value that holds ": " must stand in quotes, and a map or list must begin on a line of its own',
  BLOCK_IN_FLOW: "within brackets a comma is missing, or a list or map takes the form for lines",
  KEY_OVER_1024_CHARS: "a key has more than 1,024 characters",
  MULTILINE_IMPLICIT_KEY: "a key goes over more than one line, as where a colon or a quote is forgotten",
  MULTIPLE_ANCHORS: "a value has two anchors",
  MULTIPLE_TAGS: "a value has two tags",
  TAB_AS_INDENT: "a tab indents the line, where only spaces may",
  TAG_RESOLVE_FAILED: "a tag is not known",
  UNEXPECTED_TOKEN: "something stands where it cannot, as a bracket too many or text behind a closing quote",
};

/** The library tells some in its message alone; they come first. */
const MISSING: readonly (readonly [RegExp, string])[] = [
  [/closing .quote/, "a quote is not closed"],
  [/end with a [\]}]/, "a bracket is not closed"],
  [/implicit map keys|implicit keys/i, "a key has no colon after it"],
  [/without - indicator/, "an item of a list has no - before it"],
  [/^Missing ,/, "a comma or colon is missing in brackets"],
  [/space after :/, "a space is missing after a colon"],
  [/Comments must/, "a space is missing before a #"],
];

/**
 * In words that follow the name of a document, from the code and message of an error of the library: `is not YAML: a quote is not
 * closed`. Nothing of the document is in them. A code that is not known has no reason.
 */
export function yamlProblem(code: string, message: string): string {
  const reason = MISSING.find(([pattern]) => pattern.test(message))?.[1] ?? REASONS[code];
  return reason === undefined ? "is not YAML" : `is not YAML: ${reason},`;
}
