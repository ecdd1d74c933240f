import sax, { type QualifiedTag } from "sax";
import { Fault } from "./fault.ts";
import { printable } from "./printable.ts";
import { decodeUtf8 } from "./utf8.ts";

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Address of its namespace; empty if it has none. */
  readonly namespace: string;
  /** Attributes without a prefix, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in it, with its white space; empty if it holds elements. */
  readonly text: string;
}

export interface XmlLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
  /** Names the document in messages. */
  readonly what: string;
}

// XML 1.0, 2.2: no other control character is part of a document.
const NO_CHARACTER = /[^\t\n\r -\ufffd]/;
const ATTRIBUTE = /\s[^\s=<>/"']+\s*=\s*(?:"[^"]*"|'[^']*')/g;
/** The parser compares each attribute with all before it; no element that we read has ten. */
const MAX_ATTRIBUTES = 256;
/** Characters that the parser is given at a time: between two of them its attributes are counted. */
const STEP = 1 << 16;
const ENCODING = /\bencoding\s*=\s*["']([^"']*)["']/;

/**
 * Parses one XML document (https://www.w3.org/TR/xml/) in UTF-8, with namespaces. A document type declaration is refused
 * before anything of it is used, so no entity is ever declared, expanded or fetched. Faults: `xml-malformed`,
 * `utf8-malformed`, and `xml-too-large` for bytes, elements, depth or attributes beyond the limits.
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits): XmlElement {
  const { what, maxBytes } = limits;
  if (bytes.length > maxBytes) throw new Fault("xml-too-large", `${what} is larger than ${maxBytes} bytes`);
  const text = decodeText(bytes, what);
  const builder = new TreeBuilder(limits);
  const options = { xmlns: true, position: true, strictEntities: true, maxEntityCount: maxBytes };
  const parser = sax.parser(true, options);
  const malformed = (reason: string) =>
    new Fault("xml-malformed", `${what} is not well-formed XML at line ${parser.line + 1}: ${reason}`);
  parser.onerror = (error) => {
    throw malformed(printable(error.message.split("\n")[0]?.toLowerCase() ?? "", 80).slice(1, -1));
  };
  parser.ondoctype = () => {
    throw malformed("a document type declaration is not accepted");
  };
  parser.onprocessinginstruction = ({ name, body }) => {
    const encoding = ENCODING.exec(body)?.[1]?.toLowerCase() ?? "utf-8";
    if (name === "xml" && encoding !== "utf-8" && encoding !== "us-ascii") throw malformed("its encoding is not UTF-8");
  };
  parser.onopentag = (tag) => {
    // The parser looks prefixes up in an object: `constructor` and its like were found without being declared.
    if (typeof (tag as QualifiedTag).uri !== "string") throw malformed("a prefix that is not declared");
    const written = text.slice(parser.startTagPosition, parser.position).match(ATTRIBUTE)?.length ?? 0;
    // The parser keeps the first of two attributes with one name, and says nothing.
    if (written !== Object.keys(tag.attributes).length) throw malformed("an attribute stands twice in one element");
    builder.open(tag as QualifiedTag);
  };
  parser.ontext = (part) => builder.append(part);
  parser.oncdata = (part) => builder.append(part);
  parser.onclosetag = () => builder.close();
  const state = parser as unknown as ParserState;
  // Its own limit of what one token may hold is not ours.
  state.bufferCheckPosition = Number.POSITIVE_INFINITY;
  for (let at = 0; at < text.length; at += STEP) {
    parser.write(text.slice(at, at + STEP));
    if (state.attribList.length > MAX_ATTRIBUTES) {
      throw new Fault("xml-too-large", `${what} has an element with more than ${MAX_ATTRIBUTES} attributes`);
    }
  }
  parser.close();
  if (builder.root === undefined) throw malformed("it holds no element");
  return builder.root;
}

/** What the types of the parser leave out. */
interface ParserState {
  /** Of the element that is being read. */
  readonly attribList: readonly unknown[];
  bufferCheckPosition: number;
}

function decodeText(bytes: Uint8Array, what: string): string {
  const text = decodeUtf8(bytes, what).replace(/^\ufeff/, "");
  const at = text.search(NO_CHARACTER);
  if (at < 0) return text;
  throw new Fault("xml-malformed", `${what} holds ${printable(text[at] ?? "")}, which XML does not allow`);
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const NONE: ReadonlyMap<string, string> = new Map();

class TreeBuilder {
  root: XmlElement | undefined;
  readonly #limits: XmlLimits;
  readonly #open: OpenElement[] = [];
  #count = 0;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
  }

  open(tag: QualifiedTag): void {
    const { maxDepth, maxElements, what } = this.#limits;
    if (this.#open.length >= maxDepth) throw new Fault("xml-too-large", `${what} is nested deeper than ${maxDepth}`);
    this.#count += 1;
    if (this.#count > maxElements) throw new Fault("xml-too-large", `${what} has more than ${maxElements} elements`);
    const plain = Object.values(tag.attributes).filter(({ prefix }) => prefix === "");
    const attributes = plain.length === 0 ? NONE : new Map(plain.map(({ local, value }) => [local, value]));
    const element: OpenElement = { name: tag.local, namespace: tag.uri, attributes, children: [], text: "" };
    const parent = this.#open.at(-1);
    if (parent === undefined && this.root !== undefined)
      throw new Fault("xml-malformed", `${what} has more than one root element`);
    parent?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
  }

  append(part: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += part;
  }

  close(): void {
    // A tag is closed only after it was opened.
    const element = this.#open.pop()!;
    if (element.children.length > 0) element.text = "";
  }
}
