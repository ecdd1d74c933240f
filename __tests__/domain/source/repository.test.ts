import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRepository } from "../../../src/domain/source/repository.ts";
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
])("reads %s as %s", (text, url) => {
  expect(parseRepository(text).url).toBe(url);
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
