import { schemaId } from "../../../src/domain/home.ts";

/** What a project says of its security, as it would write it. */
export const SECURITY = {
  schema: schemaId("security"),
  project: "Acme Tool",
  contact: ["https://acme.example/report", "mailto:security@acme.example"],
  expires: "2027-06-30T00:00:00Z",
  languages: ["en", "de"],
  canonical: ["https://acme.example/.well-known/security.txt"],
  csaf: ["https://acme.example/.well-known/csaf/provider-metadata.json"],
  response: [{ what: "A person has read it", within: "2 working days" }],
  support: [
    { line: "2.0", until: "2027-12-31" },
    { line: "1.4", until: "2027-03-31" },
  ],
  reviews: [
    { id: "R-1", title: "A name could climb out", by: "A. Reviewer", fixed: "1.4.3", published: "2026-11-20" },
    {
      id: "R-2",
      title: "Two names | one place",
      fixed: "1.4.4",
      published: "2026-11-21",
      web: "https://acme.example/r-2",
    },
  ],
};
