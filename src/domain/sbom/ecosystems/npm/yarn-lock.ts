import { sourceText } from "../../../../kernel/documents/source-text.ts";
import { Fault } from "../../../../kernel/fault.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { readYarnBerry } from "./yarn-berry.ts";
import { readYarnClassic } from "./yarn-classic.ts";

/** Two formats share the name `yarn.lock`: that of version 1, and YAML with `__metadata` since version 2. */
export const yarnLock: DocumentFormat = {
  id: "yarn-lock",
  notation: "yaml",
  companions: ["package.json"],
  recognises: (path) => /(?:^|\/)yarn\.lock$/.test(path),
  read(document: SourceDocument) {
    const text = sourceText(document.bytes);
    if (/^__metadata:/m.test(text)) return readYarnBerry(document);
    if (/^<{7} |^>{7} /m.test(text)) throw new Fault("sbom-source-malformed", "an unfinished merge stands in the file");
    return readYarnClassic(document, text);
  },
};
