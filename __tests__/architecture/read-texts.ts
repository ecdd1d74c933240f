import { parseSync } from "rolldown/utils";
import { type Syntax, visit } from "./read-module.ts";

/** The text of every string and of every fixed part of a template in a module, but for what it imports from. */
export function readTexts(path: string, code: string): string[] {
  const { program, errors } = parseSync(path, code, { lang: "ts" });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const texts: string[] = [];
  visit(program, undefined, (node, parent) => {
    const text = textOf(node);
    if (text !== undefined && parent?.["source"] !== node) texts.push(text);
  });
  return texts;
}

/** The text of every comment of a module, as one line each. */
export function readComments(path: string, code: string): string[] {
  const { comments } = parseSync(path, code, { lang: "ts" });
  return comments.map(({ value }) => value.replace(/\s*\n\s*\*?\s*/g, " ").trim());
}

function textOf(node: Syntax): string | undefined {
  if (node.type === "TemplateElement") return (node["value"] as { readonly cooked?: string }).cooked;
  return node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined;
}
