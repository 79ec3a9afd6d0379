import { describe, expect, test } from "vitest";
import type { RecordedTest } from "../core/record.ts";
import { judgeReplay } from "./judge.ts";

const recorded = (command: string, output: string, verdict: RecordedTest["verdict"] = "PASS"): RecordedTest => ({
  command,
  verdict,
  exitCode: verdict === "PASS" ? 0 : 1,
  output,
});

describe("an answer", () => {
  test.each([
    { says: "the same", before: '{"status":"ok"}', after: '{"status":"ok"}', verdict: "PASS" },
    { says: "keys in another order", before: '{"a":1,"b":2}', after: '{"b":2,"a":1}', verdict: "PASS" },
    {
      says: "another uptime",
      before: '{"status":"ok","uptime_seconds":3}',
      after: '{"status":"ok","uptime_seconds":99}',
      verdict: "PASS",
    },
    { says: "another uptime of another type", before: '{"uptime":3}', after: '{"uptime":"long"}', verdict: "FAIL" },
    { says: "another status", before: '{"status":"ok"}', after: '{"status":"degraded"}', verdict: "FAIL" },
    { says: "a field more", before: '{"a":1}', after: '{"a":1,"b":2}', verdict: "FAIL" },
    { says: "a field less", before: '{"a":1,"b":2}', after: '{"a":1}', verdict: "FAIL" },
    { says: "one more in a list", before: "[1]", after: "[1,2]", verdict: "FAIL" },
    {
      says: "another time in a text",
      before: "up since 2026-01-03T10:00:00Z",
      after: "up since 2026-02-04T11:30:09Z",
      verdict: "PASS",
    },
    {
      says: "another digest",
      before: `built sha256:${"a1".repeat(32)}`,
      after: `built sha256:${"b2".repeat(32)}`,
      verdict: "PASS",
    },
    { says: "another word", before: "hello", after: "hallo", verdict: "FAIL" },
    { says: "a line less", before: "a\nb", after: "a", verdict: "FAIL" },
    { says: "an error page where JSON was", before: '{"a":1}', after: "<h1>502</h1>", verdict: "FAIL" },
  ])("$says: $verdict", ({ before, after, verdict }) => {
    expect(
      judgeReplay("curl http://localhost:8000/", recorded("curl http://localhost:8000/", before), {
        exitCode: 0,
        output: after,
      }),
    ).toMatchObject({ verdict });
  });

  test("that differs is told by its place", () => {
    const command = "curl http://localhost:8000/health";
    const judged = judgeReplay(command, recorded(command, '{"mcp":{"state":"connected"}}'), {
      exitCode: 0,
      output: '{"mcp":{"state":"gone"}}',
    });
    expect(judged.said).toBe('$.mcp.state: recorded "connected", got "gone"');
  });
});

describe("a command", () => {
  const build = "docker build -t a .";
  test("of an engine is judged by its exit code: logs differ each time", () => {
    expect(judgeReplay(build, recorded(build, "#1 0.1s"), { exitCode: 0, output: "CACHED" }).verdict).toBe("PASS");
    expect(judgeReplay(build, recorded(build, "#1 0.1s"), { exitCode: 1, output: "#1 0.1s" })).toEqual({
      verdict: "FAIL",
      said: "exit code 1, recorded exit code 0",
    });
  });

  test("that a signal ended fails", () => {
    expect(judgeReplay(build, null, { exitCode: null, output: "" })).toEqual({
      verdict: "FAIL",
      said: "ended by a signal",
    });
  });

  test("of a record without evidence passes on exit code 0, and says what that is worth", () => {
    expect(judgeReplay("curl http://a/", null, { exitCode: 0, output: "x" })).toEqual({
      verdict: "PASS",
      said: "exit code 0; no answer was recorded to compare with",
    });
  });

  test("that failed when recorded and fails again is no PASS", () => {
    expect(judgeReplay(build, recorded(build, "", "FAIL"), { exitCode: 1, output: "" }).verdict).toBe("FAIL");
  });
});
