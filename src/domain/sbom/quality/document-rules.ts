import { either } from "./quality-rule.ts";

export const timestamp = either(
  ({ about }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(about.timestamp ?? ""),
  "the time of making is said",
  "no time of making",
);
export const author = either(({ about }) => about.authors.length > 0, "an author is named", "no author");
export const contact = either(
  ({ about }) => about.authors.some((text) => /@|:\/\//.test(text)),
  "the author can be reached by e-mail or web address",
  "no e-mail or web address of the author",
);
export const tool = either(({ about }) => about.tools.length > 0, "the tool is named", "no tool is named");
export const toolVersion = either(
  ({ about }) => about.tools.some((one) => one.name !== "" && one.version !== undefined),
  "tool and version are named",
  "no tool with its version",
);
export const producer = either(
  ({ about }) => about.supplier !== undefined,
  "who supplies the release is named",
  "nobody is named as supplier of the release",
);
export const context = either(
  ({ about }) => about.lifecycles.length > 0,
  "it says when in the making it was generated",
  "it does not say when in the making it was generated",
);
export const documentId = either(
  ({ about }) => about.identifier !== undefined,
  "the document has an identifier",
  "the document has no identifier",
);
export const declared = either(
  ({ about }) => about.declaresCompleteness,
  "it declares how complete it is",
  "it does not declare how complete it is",
);
export const primary = either(
  ({ inventory }) => inventory.root.name !== "",
  "the subject is named",
  "the subject is not named",
);
export const signature = either(
  ({ about }) => about.signed,
  "the document is signed",
  "the document carries no signature; a capsule signs it from outside",
);
export const dataLicense = either(
  ({ about }) => about.dataLicense !== undefined,
  "the licence of the document is said",
  "the licence of the document is not said",
);
export const sound = either(
  ({ problems }) => problems.length === 0,
  "nothing in it contradicts itself",
  "it contradicts itself",
);
export const currentBsiFormat = either(
  ({ format, specVersion }) =>
    (format === "cyclonedx" && Number(specVersion.split(".")[1]) >= 6) ||
    /^SPDX-3\.(?:0\.[1-9]|[1-9])/.test(specVersion),
  "CycloneDX 1.6 or SPDX 3.0.1, or later",
  "the guideline takes CycloneDX 1.6 or SPDX 3.0.1, or later",
);
export const spdx2 = either(
  ({ specVersion }) => /^SPDX-2\.[23]$/.test(specVersion),
  "SPDX 2.2 or 2.3",
  "the guide takes SPDX 2.2 or 2.3",
);
export const spec = either(
  ({ specVersion }) => /^(?:1\.[4-7]|SPDX-2\.[23]|SPDX-3\.0\.[01])$/.test(specVersion),
  "a version of the format in use",
  "an old version of the format",
);

export const knownFormat = either(() => true, "a known format", "");
