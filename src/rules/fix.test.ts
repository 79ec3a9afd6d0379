import { describe, expect, it } from "vitest";
import { fixText } from "./fix.ts";

describe("fixes together", () => {
  const text =
    "# the service\nFROM debian:13 as Build   \n\nRUN sudo apt update && apt install curl  # not a comment\nADD   app.py   /srv/\nCMD python3 /srv/app.py\n";

  it("keep comments and alignment", () => {
    const { text: fixed } = fixText("Dockerfile", text, { profile: "all" });
    expect(fixed).toContain("# the service\nFROM debian:13 AS build\n\n");
    expect(fixed).toContain("COPY   app.py   /srv/\n");
    expect(fixed).toContain('CMD ["python3", "/srv/app.py"]\n');
  });

  it("are the same when applied again", () => {
    const once = fixText("Dockerfile", text, { profile: "all", kind: "suggested" }).text;
    expect(fixText("Dockerfile", once, { profile: "all", kind: "suggested" }).text).toBe(once);
  });

  it("leave suggested ones alone unless asked", () => {
    const secret = "FROM debian:13\nENV API_TOKEN=abcdefgh\nRUN make\n";
    expect(fixText("Dockerfile", secret).text).toBe(secret);
    expect(fixText("Dockerfile", secret, { kind: "suggested" }).text).toBe("FROM debian:13\nRUN make\n");
  });

  it("leave out what is not accepted", () => {
    const { text: fixed, applied } = fixText("Dockerfile", "FROM debian:13\nADD a /a\nCMD b\n", {
      accept: (finding) => finding.rule === "SW2004",
    });
    expect(fixed).toBe("FROM debian:13\nCOPY a /a\nCMD b\n");
    expect(applied.map((one) => one.slug)).toEqual(["copy/add-for-local-files"]);
  });

  it("are tried for as long as it is worth, and then say so", () => {
    // Each would be a label that the next one hides, so none helps by itself and all are tried one by one.
    const hostile = (count: number): string => `FROM debian:13\n${"MAINTAINER somebody\n".repeat(count)}`;
    expect(fixText("Dockerfile", hostile(20), { profile: "all" }).stopped).toBe(false);
    const { stopped, after, before } = fixText("Dockerfile", hostile(2000), { profile: "all" });
    expect(stopped).toBe(true);
    expect(after.findings.length).toBeLessThanOrEqual(before.findings.length);
  });

  it("keep CRLF line ends", () => {
    const { text: fixed } = fixText("Dockerfile", 'FROM node:24-slim\r\nCOPY a.js /\r\nCMD ["node", "/a.js"]\r\n', {
      kind: "suggested",
    });
    expect(fixed).toBe('FROM node:24-slim\r\nCOPY a.js /\r\nUSER 10001:10001\r\nCMD ["node", "/a.js"]\r\n');
  });

  it("take nothing that no builder accepts more of, also where the file is refused already", () => {
    // The keyword is misspelt; put right, each of its words would be refused.
    const refused = "FROM debian:13\nEXPSE 80E 81E 82E\n";
    const { before, after } = fixText("Dockerfile", refused, { profile: "all", kind: "suggested" });
    expect([before.errors, after.errors]).toEqual([1, 1]);
  });

  it("take nothing that would rate lower", () => {
    const { before, after } = fixText("Dockerfile", text, { profile: "all", kind: "suggested" });
    expect(after.scores?.security).toBeGreaterThanOrEqual(before.scores?.security ?? 10);
    expect(after.findings.length).toBeLessThan(before.findings.length);
  });
});

describe("a line above an instruction with a comment", () => {
  const user = (text: string): string =>
    fixText("Dockerfile", text, { kind: "suggested", accept: ({ rule }) => rule === "SW1201" }).text;
  const start = 'CMD ["python", "a.py"]\n';

  it("keeps the blank line above the comment's paragraph", () =>
    expect(user(`FROM python:3.13-slim\nCOPY a.py /\n\n# why\nEXPOSE 80\n${start}`)).toBe(
      `FROM python:3.13-slim\nCOPY a.py /\n\nUSER 10001:10001\n\n# why\nEXPOSE 80\n${start}`,
    ));
  it("makes none where the file has none", () =>
    expect(user(`FROM python:3.13-slim\nCOPY a.py /\n# why\nEXPOSE 80\n${start}`)).toBe(
      `FROM python:3.13-slim\nCOPY a.py /\nUSER 10001:10001\n# why\nEXPOSE 80\n${start}`,
    ));
});
