import { describe, expect, it } from "vitest";
import { applyEdits } from "../core/edit.ts";
import { parseDockerfile } from "../formats/dockerfile/index.ts";
import { commandAfter, removeCalls, removePackage } from "./call-edits.ts";
import type { Call } from "./calls.ts";
import { installsOf, packageName } from "./knowledge/packages.ts";
import { FileView } from "./view.ts";

function viewOf(run: string): FileView {
  return new FileView(parseDockerfile(`FROM debian:13\n${run}\nRUN last\n`), null, "2026-11-01");
}

function fixed(view: FileView, edits: ReturnType<typeof removeCalls>): string | null {
  if (edits === undefined) return null;
  return applyEdits(view.text, edits)
    .replace("FROM debian:13\n", "")
    .replace("\nRUN last\n", "")
    .replace("RUN last\n", "");
}

const gone = (view: FileView): readonly Call[] => view.calls("gone");

describe("a command taken out of a chain", () => {
  it.each([
    ["RUN gone x && b", "RUN b"],
    ["RUN a && gone x", "RUN a"],
    ["RUN a && gone && gone y && b", "RUN a && b"],
    ["RUN a \\\n  && gone \\\n  && b", "RUN a \\\n  && b"],
    ["RUN a && \\\n  gone && \\\n  b", "RUN a && \\\n  b"],
    ["RUN set -eux; \\\n\tgone; \\\n\tb", "RUN set -eux; \\\n\tb"],
    ["RUN gone", ""],
    ["RUN set -e; gone", ""],
  ])("%j becomes %j", (run, expected) => {
    const view = viewOf(run);
    const [first] = gone(view);
    expect(fixed(view, first === undefined ? undefined : removeCalls(view, first.run, gone(view)))).toBe(expected);
  });

  it.each([
    "RUN gone || b",
    "RUN a || gone",
    "RUN a | gone",
    "RUN if a; then gone; fi",
    "RUN a && \\\n# why\n  gone && b",
    'RUN ["gone", "x"]',
    "RUN <<EOF\ngone\nEOF",
  ])("%j is left alone", (run) => {
    const view = viewOf(run);
    const [first] = gone(view);
    expect(first === undefined ? undefined : removeCalls(view, first.run, gone(view))).toBeUndefined();
  });
});

describe("a package taken out of an installation", () => {
  it.each([
    ["RUN apt-get install -y a gone b", "RUN apt-get install -y a b"],
    ["RUN apt-get install -y \\\n    a \\\n    gone \\\n    b", "RUN apt-get install -y \\\n    a \\\n    b"],
    ["RUN apt-get install -y \\\n    a \\\n    gone", "RUN apt-get install -y \\\n    a"],
    ["RUN apt-get install -y \\\n    gone \\\n && b", "RUN b"],
    ["RUN apt-get update && apt-get install -y gone && rm -rf /var/lib/apt/lists/*", ""],
    ["RUN apt-get install -y a \\\n# why\n    gone", null],
  ])("%j becomes %j", (run, expected) => {
    const view = viewOf(run);
    const call = view.calls("apt-get").find((one) => (installsOf(one) ?? []).length > 0);
    const packages = call === undefined ? [] : (installsOf(call) ?? []);
    const word = packages.find((one) => packageName(one) === "gone");
    const edits =
      call === undefined || word === undefined ? undefined : removePackage(view, call, word, packages.length);
    expect(fixed(view, edits)).toBe(expected);
  });
});

describe("a command put behind another", () => {
  it.each([
    ["RUN tar x", "RUN tar x && rm x"],
    ["RUN tar x && b", "RUN tar x && rm x && b"],
    ["RUN set -e; tar x; b", "RUN set -e; tar x; rm x; b"],
    ["RUN a \\\n  && tar x", "RUN a \\\n  && tar x \\\n  && rm x"],
    ["RUN tar x || true", null],
    ["RUN a | tar x", null],
    ["RUN (tar x)", null],
  ])("%j becomes %j", (run, expected) => {
    const view = viewOf(run);
    const [call] = view.calls("tar");
    expect(fixed(view, call === undefined ? undefined : commandAfter(view, call, "rm x"))).toBe(expected);
  });
});
