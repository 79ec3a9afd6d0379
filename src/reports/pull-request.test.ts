import { describe, expect, test } from "vitest";
import { backendRecord, proof } from "../records/testing/backend-record.ts";
import { pullRequestComment } from "./pull-request.ts";

describe("a pull request's comment", () => {
  test("has the verdict first, failed claims in sight, and folds the rest", () => {
    const [head = "", ...rest] = pullRequestComment(backendRecord()).split("\n");
    expect(head).toBe("### ❌ backend: did not hold, 2 of 4 claims proved");
    const text = rest.join("\n");
    expect(text.indexOf("**It stops within the grace period** (`stops`)")).toBeLessThan(text.indexOf("<details>"));
    expect(text).toContain("| 1 | SW1003 |");
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  test.each([
    ["all held", [proof("a", "A", "PASS", "yes", {})], "### ✅ backend: 1 of 1 claim proved"],
    ["nothing was asked", [], "### backend: nothing was proved"],
    ["all was skipped", [proof("a", "A", "SKIPPED", "no engine", {})], "### backend: nothing was proved"],
  ])("where %s", (_, proofs, head) => {
    expect(pullRequestComment(backendRecord({ proofs })).split("\n")[0]).toBe(head);
  });

  test("a name or an answer cannot break a table, a fold or a fence", () => {
    const evil = "a | b\n</details># <script>x</script>";
    const record = backendRecord({ proofs: [proof("a", evil, "FAIL", evil, {})] });
    const text = pullRequestComment({ ...record, front: { ...record.front, tests: ["echo ```", evil] } });
    expect(text).not.toContain("<script>");
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect(text.split("\n").filter((line) => line.startsWith("| FAIL"))).toEqual([
      expect.stringMatching(/^\| FAIL \| a \\\| b &lt;\/details&gt;# .* \| a \\\| b .*\|$/),
    ]);
    expect(text).toContain("````sh\n");
  });
});
