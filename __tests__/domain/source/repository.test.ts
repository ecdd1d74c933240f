import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameRepository, parseRepository } from "../../../src/domain/source/repository.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

test.each([
  ["owner/name", "https://github.com/owner/name"],
  ["https://github.com/owner/name", "https://github.com/owner/name"],
  ["https://github.com/owner/name.git", "https://github.com/owner/name"],
  ["https://github.com/owner/name/", "https://github.com/owner/name"],
  ["git+https://github.com/owner/name.git", "https://github.com/owner/name"],
  ["https://user:secret@GitHub.com/owner/name", "https://github.com/owner/name"],
  ["git@github.com:owner/name.git", "https://github.com/owner/name"],
  ["ssh://git@ghe.example:2222/owner/name", "https://ghe.example/owner/name"],
  ["https://ghe.example:8443/owner/name", "https://ghe.example:8443/owner/name"],
  ["https://gitlab.com/group/sub/name", "https://gitlab.com/group/sub/name"],
  ["git://example.org/owner/.github", "https://example.org/owner/.github"],
  ["mona_octo/name", "https://github.com/mona_octo/name"],
])("reads %s as %s", (text, url) => {
  expect(parseRepository(text).url).toBe(url);
});

test("owner/name is at the server that is named, an address where it says (W2)", () => {
  expect(parseRepository("owner/name", "https://ghe.example:8443").url).toBe("https://ghe.example:8443/owner/name");
  expect(parseRepository("https://github.com/owner/name", "https://ghe.example").url).toBe(
    "https://github.com/owner/name",
  );
});

test("names owner and name apart", () => {
  expect(parseRepository("https://gitlab.com/group/sub/name")).toMatchObject({
    host: "gitlab.com",
    owner: "group/sub",
    name: "name",
  });
});

test.each([
  "",
  "name",
  "/owner/name",
  "../owner/name",
  "owner/..",
  "a/b/c",
  "https://github.com/owner",
  "https://github.com/owner/../name/..",
  "https://github.com/owner/na me",
  "https://github.com/owner/name?x",
  "https://github.com/owner/name#x",
  "https://github.com/owner/$(id)",
  "file:///srv/git/name",
  "/srv/git/owner/name",
  "C:/git/owner/name",
  "-oProxyCommand=id/name",
  "ext::sh -c id",
  "javascript:alert(1)//x/y",
  "owner/name\n",
  "_owner/name",
  "o\u212Ato/name",
  "https://github.com/o\u212Ato/name",
  "https://o\u212Ato.ghe.com/owner/name",
  "https://o\u017Fto.ghe.com/owner/name",
  "https://git\thub.com/owner/name",
  `owner/${"n".repeat(600)}`,
])("refuses %j (V02)", async (text) => {
  await expectFault("repository-invalid", () => parseRepository(text));
});

test("never says a password (G26)", async () => {
  const fault = await expectFault("repository-invalid", () =>
    parseRepository("https://user:hunter2@github.com/owner?x"),
  );
  expect(fault.message).not.toContain("hunter2");
  expect(parseRepository("https://user:hunter2@github.com/owner/name").url).not.toContain("hunter2");
});

test("gives a fixed point or a fault for any text", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `git@h:${text}`),
      ),
      (text) => {
        try {
          const { url } = parseRepository(text);
          return parseRepository(url).url === url && /^https:\/\/[A-Za-z0-9.:-]+(\/[A-Za-z0-9._-]+){2,}$/.test(url);
        } catch (error) {
          return error instanceof Fault && error.code === "repository-invalid";
        }
      },
    ),
  );
});

const OCTO = "https://github.com/octo-kit/sos.tool";

test.each(["https://github.com/Octo-Kit/SOS.Tool", "https://github.com/OCTO-KIT/SOS.TOOL", OCTO])(
  "GitHub takes %s for the same repository (W13)",
  (other) => {
    expect(isSameRepository(OCTO, other)).toBe(true);
    expect(isSameRepository(other, OCTO)).toBe(true);
  },
);

test.each([
  ["U+212A KELVIN SIGN for k", OCTO.replace("kit", "\u212Ait")],
  ["U+017F LONG S for s", OCTO.replace("sos", "\u017Fo\u017F")],
  ["U+0131 for i", OCTO.replace("kit", "k\u0131t")],
  ["U+0130 for i", OCTO.replace("kit", "k\u0130t")],
  ["a full-width letter", OCTO.replace("kit", "\uFF4Bit")],
  ["a soft hyphen", OCTO.replace("kit", "ki\u00ADt")],
  ["an escape", OCTO.replace("kit", "%6Bit")],
  ["another host", OCTO.replace("github.com", "github.org")],
  ["the host in other letters", OCTO.replace("github", "GitHub")],
  ["another scheme", OCTO.replace("https", "http")],
  ["a longer name", `${OCTO}2`],
  ["a slash at its end", `${OCTO}/`],
  ["a dash for an underscore", OCTO.replace("-", "_")],
  ["no host", "octo-kit/sos.tool"],
])("%s is another repository (W13)", (_, other) => {
  expect(isSameRepository(OCTO, other)).toBe(false);
});
