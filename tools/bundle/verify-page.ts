import { createHash } from "node:crypto";
import type { Plugin } from "rolldown";
import { pageMarkup } from "../../src/doors/browser/page-markup.ts";

/** Puts the one script of the page into its markup: `name` is the file that it makes instead. */
export function verifyPage(name: string): Plugin {
  return {
    name: "verify-page",
    generateBundle(_options, bundle) {
      const [script, ...others] = Object.values(bundle);
      if (script?.type !== "chunk" || others.length > 0) throw new Error("the page has one script");
      const source = pageMarkup(inline(script.code.trim()), sha256);
      delete bundle[script.fileName];
      this.emitFile({ type: "asset", fileName: name, source });
    },
  };
}

/** In a page these end a script, or begin a comment, wherever they stand; a backslash in a literal changes nothing. */
function inline(code: string): string {
  return code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
