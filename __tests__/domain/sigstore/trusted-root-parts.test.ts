import { describe, expect, test } from "vitest";
import { EMBEDDED_ROOTS } from "../../../src/domain/sigstore/embedded-roots.ts";
import { isWithin, mergedRoot, parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Editable, editJson } from "../../signing/edit-bundle.ts";

const publicGood = EMBEDDED_ROOTS["public-good"].bytes();
const edited = (edit: (root: Editable) => void) => parseTrustedRoot(editJson(publicGood, edit));

describe("the newest start of a root", () => {
  const dated = "2031-02-03T04:05:06Z";
  test.each<[string, (root: Editable) => void]>([
    ["a log", (root) => Object.assign(root.tlogs[0].publicKey.validFor, { start: dated, end: undefined })],
    ["a certificate log", (root) => Object.assign(root.ctlogs.at(-1).publicKey.validFor, { start: dated })],
    [
      "an authority",
      (root) => Object.assign(root.certificateAuthorities[0].validFor, { start: dated, end: undefined }),
    ],
    ["a timestamp authority", (root) => Object.assign(root.timestampAuthorities[0].validFor, { start: dated })],
  ])("is that of %s, if nothing began later", (_what, edit) => {
    expect(edited(edit).newest).toEqual(new Date(dated));
  });

  test("is not that of what began before", () => {
    const early = edited((root) => {
      for (const log of root.tlogs) Object.assign(log.publicKey.validFor, { start: "1999-01-01T00:00:00Z" });
    });
    expect(early.newest.getTime()).toBeGreaterThan(new Date("2021-01-01").getTime());
  });
});

test.each(Object.entries(EMBEDDED_ROOTS))(
  "the built-in %s root says where it is from, when, and its digest",
  (_name, one) => {
    expect(one.source).toMatch(/^sigstore\/[a-z-]+@[0-9a-f]{40}:/);
    expect(one.dated).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
  },
);

describe("several roots as one", () => {
  const [one, other] = [publicGood, EMBEDDED_ROOTS.staging.bytes()].map(parseTrustedRoot);
  test("know whom each of them knows, and require nothing", () => {
    if (one === undefined || other === undefined) throw new Error("there are two");
    const merged = mergedRoot([one, other]);
    for (const part of ["logs", "certificateLogs", "authorities", "timestampAuthorities"] as const) {
      expect(merged[part]).toEqual([...one[part], ...other[part]]);
      expect(one[part].length).toBeGreaterThan(0);
      expect(other[part].length).toBeGreaterThan(0);
    }
    expect(merged.requires).toEqual({ logEntries: 0, certificateTimestamps: 0 });
    expect(merged.newest).toEqual(new Date(Math.max(one.newest.getTime(), other.newest.getTime())));
    expect(mergedRoot([other, one]).newest).toEqual(merged.newest);
  });

  test("of none are one that knows nobody", () => {
    expect(mergedRoot([]).logs).toEqual([]);
    expect(mergedRoot([]).newest).toEqual(new Date(0));
  });
});

test("a period without an end goes on", () => {
  const period = { start: new Date(1000), end: undefined };
  expect([999, 1000, 1e15].map((time) => isWithin(period, new Date(time)))).toEqual([false, true, true]);
});

test("a validity may last for one moment, and may have no end", () => {
  const root = edited(({ certificateAuthorities, tlogs }) => {
    certificateAuthorities[0].validFor = { start: "2021-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z" };
    tlogs[0].publicKey.validFor = { start: "2021-01-01T00:00:00Z" };
  });
  const start = new Date("2021-01-01T00:00:00Z");
  expect(root.authorities[0]?.validFor).toEqual({ start, end: start });
  expect(root.logs[0]?.validFor).toEqual({ start, end: undefined });
});

describe("a root is one that has", () => {
  const only = (...fields: string[]) =>
    edited((root) => {
      for (const field of ["tlogs", "ctlogs", "certificateAuthorities", "timestampAuthorities"]) {
        if (!fields.includes(field)) root[field] = [];
      }
    });
  test.each(["tlogs", "certificateAuthorities", "timestampAuthorities"])("nothing but %s", (field) => {
    expect(only(field)).toBeDefined();
  });
  test("a log and an authority as many as each other", () => {
    const root = edited((document) => {
      Object.assign(document, { ctlogs: [], timestampAuthorities: [] });
      document.tlogs = document.tlogs.slice(0, 1);
      document.certificateAuthorities = document.certificateAuthorities.slice(0, 1);
    });
    expect([root.logs.length, root.authorities.length]).toEqual([1, 1]);
  });
  test("certificate logs alone is empty (B47)", async () => {
    await expectFault("trusted-root-malformed", () => only("ctlogs"));
  });
});

test("each certificate of a chain must be one, the last as the first (B47)", async () => {
  const fault = await expectFault("trusted-root-malformed", () =>
    edited((root) => {
      root.certificateAuthorities[0].certChain.certificates.push({ rawBytes: "AQIDBA==" });
    }),
  );
  expect(fault.message).toBe("the trusted root is malformed: what should be a certificate is not one");
});

test("a document that is too large or wrong somewhere is called a trusted root, and names the place", async () => {
  const large = await expectFault("trusted-root-malformed", () =>
    parseTrustedRoot(new Uint8Array(4 * 1024 * 1024 + 1).fill(0x20)),
  );
  expect(large.message).toBe("the trusted root is larger than 4194304 bytes");
  const wrong = await expectFault("trusted-root-malformed", () => edited((root) => Object.assign(root, { tlogs: 1 })));
  expect(wrong.message).toBe('the trusted root is malformed: "tlogs" is wrong');
  await expect(async () => parseTrustedRoot(undefined as never)).rejects.toThrow(TypeError);
});

test("what is thrown for a fault of our own is thrown on", async () => {
  const proxy = new Proxy(new Uint8Array(2), {
    get() {
      throw new RangeError("a defect");
    },
  });
  await expect(async () => parseTrustedRoot(proxy)).rejects.toThrow(RangeError);
});
