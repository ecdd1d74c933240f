import { describe, expect, test } from "vitest";
import { apiFault } from "../../../../src/services/github/api/api-fault.ts";
import { toResponse } from "../../../scripted-http.ts";

const TOKEN = "ghs_canaryCANARYcanary0123456789";
const asked = { what: "publish the release", permission: "contents: write" };
const faultOf = (status: number, body: object | string, more = {}) =>
  apiFault(toResponse({ status, body }), { ...asked, ...more }, TOKEN);

describe("a refusal", () => {
  test.each([
    [401, "Bad credentials", "token-refused", "github-token"],
    [403, "Resource not accessible by integration", "permission-missing", "contents: write"],
    [403, "Resource not accessible by personal access token", "permission-missing", "contents: write"],
    [
      403,
      "Although you appear to have the correct authorization credentials, the `octo` organization has an IP allow list enabled",
      "permission-missing",
      "IP allow list",
    ],
    [403, "Resource protected by organization SAML enforcement.", "permission-missing", "single sign-on"],
    [403, "Repository was archived so is read-only.", "permission-missing", "unarchive"],
    [403, "Something of another kind", "permission-missing", "its sentence"],
    [500, "Server Error", "github-refused", "run again"],
  ] as const)("of %d with %j is %s (W6)", (status, message, code, hint) => {
    const fault = faultOf(status, { message });
    expect(fault.code).toBe(code);
    expect(fault.hint).toContain(hint);
    expect(fault.message).toContain(message.slice(0, 40));
    if (hint !== "contents: write") expect(fault.hint).not.toContain("permissions:");
  });

  test("is told with its reasons, each a sentence or resource, field and code (W6)", () => {
    const errors = [
      { resource: "Release", code: "custom", field: "body", message: "body is too long" },
      { resource: "Release", code: "already_exists", field: "tag_name" },
      "Could not resolve to a node",
      { code: 7 },
      null,
    ];
    expect(faultOf(422, { message: "Validation Failed", errors }).message).toBe(
      'could not publish the release: GitHub answered 422 "Validation Failed" "body is too long" "Release tag_name already_exists" "Could not resolve to a node"',
    );
    expect(faultOf(422, { message: "Validation Failed", errors: "one reason" }).message).toContain('"one reason"');
  });

  test("by a ruleset names the ruleset, and not the permissions of the job (W6)", () => {
    const message =
      "pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.";
    const fault = faultOf(422, { message: "Validation Failed", errors: [{ code: "custom", message }] });
    expect(fault.code).toBe("permission-missing");
    expect(fault.hint).toContain("ruleset");
    expect(fault.hint).not.toContain("permissions:");
    expect(fault.message).toContain("creations being restricted");
  });

  test("of a used-up tag asks for a new version (W6)", () => {
    const errors = [{ field: "tag_name", message: "tag_name was used by an immutable release" }];
    expect(faultOf(422, { message: "Validation Failed", errors })).toMatchObject({ code: "release-immutable" });
  });

  test("is quoted briefly and without control characters or the token, whatever it holds (G26)", () => {
    const hostile = { message: `\u001b[31m\u202e${TOKEN}` };
    const fault = faultOf(422, { message: `no ${TOKEN}`, errors: Array(1000).fill({ message: "x".repeat(5000) }) });
    expect(fault.message.length).toBeLessThan(1500);
    for (const { message } of [fault, faultOf(422, { message: "no", errors: [hostile] })]) {
      expect(message).not.toContain(TOKEN);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
      expect(message).not.toMatch(/[\u0000-\u001f\u202e]/);
    }
  });

  test.each(["<html>", "[]", '{"message":5}', ""])("that is %j is told by its status", (body) => {
    expect(faultOf(418, body).message).toBe("could not publish the release: GitHub answered 418");
  });

  test("that may be about workflow files says so beside the permission (W1)", () => {
    const hint = faultOf(404, { message: "Not Found" }, { hidesBy404: true, weighsWorkflows: true }).hint;
    expect(hint).toMatch(/contents: write[\s\S]*Workflow permissions[\s\S]*changes workflow files/);
    expect(faultOf(404, { message: "Not Found" }, { hidesBy404: true }).hint).not.toContain("orkflow");
  });
});
