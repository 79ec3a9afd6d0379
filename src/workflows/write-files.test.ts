import { describe, expect, it } from "vitest";

import type { Run } from "../core/ports/workflows.ts";
import type { Context } from "./context.ts";
import { writeFile } from "./write-files.ts";

function disk(files: Record<string, string>): { context: Context; files: Record<string, string> } {
  const port = {
    exists: async (path: string) => path in files,
    readText: async (path: string) => files[path] ?? "",
    writeText: async (path: string, text: string) => void (files[path] = text),
  };
  return { context: { files: port } as unknown as Context, files };
}

function runAnswering(answer: boolean, asked: string[] = []): Run {
  return {
    signal: new AbortController().signal,
    observer: {
      on: () => {},
      ask: async (question) => {
        asked.push(question.text);
        return answer;
      },
    },
  };
}

const file = { path: "Dockerfile", text: "FROM new\n" };

describe("writing a generated file", () => {
  it("writes where nothing is", async () => {
    const { context, files } = disk({});
    const change = await writeFile(context, runAnswering(false), "/app", file, { force: false, diff: false });
    expect([change.outcome, files["/app/Dockerfile"]]).toEqual(["written", "FROM new\n"]);
  });

  it("keeps the user's own file when the user says no, and shows the difference", async () => {
    const { context, files } = disk({ "/app/Dockerfile": "FROM own\n" });
    const asked: string[] = [];
    const change = await writeFile(context, runAnswering(false, asked), "/app", file, { force: false, diff: false });
    expect(change.outcome).toBe("kept");
    expect(change.diff).toContain("-FROM own");
    expect(files).toEqual({ "/app/Dockerfile": "FROM own\n" });
    expect(asked).toHaveLength(1);
  });

  it("keeps no backup where something else does", async () => {
    const { context, files } = disk({ "/app/Dockerfile": "FROM own\n" });
    const consent = { force: true, diff: false, backup: false };
    const change = await writeFile(context, runAnswering(false), "/app", file, consent);
    expect([change.outcome, change.backup]).toEqual(["written", null]);
    expect(files).toEqual({ "/app/Dockerfile": "FROM new\n" });
  });

  it("overwrites with force, keeps the old text, and never loses an older backup", async () => {
    const { context, files } = disk({
      "/app/Dockerfile": "FROM own\n",
      "/app/Dockerfile.before-seaworthy": "FROM older\n",
    });
    const change = await writeFile(context, runAnswering(false), "/app", file, { force: true, diff: false });
    expect(change.backup).toBe("/app/Dockerfile.before-seaworthy.1");
    expect(files).toEqual({
      "/app/Dockerfile": "FROM new\n",
      "/app/Dockerfile.before-seaworthy": "FROM older\n",
      "/app/Dockerfile.before-seaworthy.1": "FROM own\n",
    });
  });

  it("writes nothing when only the difference is asked for", async () => {
    const { context, files } = disk({});
    const change = await writeFile(context, runAnswering(true), "/app", file, { force: true, diff: true });
    expect([change.outcome, Object.keys(files)]).toEqual(["shown", []]);
  });
});
