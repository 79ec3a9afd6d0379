import { describe, expect, it } from "vitest";
import { rateText } from "./rate.ts";

const rules = (text: string) => rateText("Dockerfile", text).findings.map((finding) => finding.rule);

describe("comments that switch rules off", () => {
  it.each([
    ["without a comment it is found", "FROM python\n", true],
    ["ours, by id", "# seaworthy ignore=SW1001\nFROM python\n", false],
    [
      "ours, by slug with a reason",
      "# seaworthy ignore=base-image/untagged the mirror has one tag\nFROM python\n",
      false,
    ],
    ["ours, two ids", "# seaworthy ignore=SW1201, SW1001\nFROM python\n", false],
    ["ours, another id", "# seaworthy ignore=SW1002\nFROM python\n", true],
    ["ours, for another line", "FROM python\n# seaworthy ignore=SW1001\nRUN make\n", true],
    ["ours, for the stage", "# seaworthy ignore-stage=SW1001\nFROM python\nRUN make\n", false],
    ["ours, for another stage", "# seaworthy ignore-stage=SW1001\nFROM debian:13\nFROM python\n", true],
    ["ours, for the file, at its end", "FROM python\nRUN make\n# seaworthy ignore-file=SW1001\n", false],
    ["hadolint's", "# hadolint ignore=DL3006\nFROM python\n", false],
    ["hadolint's, global", "# hadolint global ignore=DL3006,DL3007\nFROM debian:13\nFROM python\n", false],
    ["hadolint's, another code", "# hadolint ignore=DL3008\nFROM python\n", true],
    ["an id of BuildKit under hadolint's name", "# hadolint ignore=StageNameCasing\nFROM python\n", true],
  ] as const)("%s", (_, text, found) => expect(rules(text).includes("SW1001")).toBe(found));

  it.each([
    ["skip one", "# check=skip=MaintainerDeprecated\nFROM debian:13\nMAINTAINER a\n", false],
    ["skip all", "# check=skip=all;error=true\nFROM debian:13\nMAINTAINER a\n", false],
    ["skip another", "# check=skip=StageNameCasing\nFROM debian:13\nMAINTAINER a\n", true],
  ] as const)("BuildKit's: %s", (_, text, found) => expect(rules(text).includes("SW8010")).toBe(found));

  it("keeps what was switched off, with its reason", () => {
    const { suppressed } = rateText("Dockerfile", "# seaworthy ignore=SW1001 -- one tag only\nFROM python\n");
    expect(suppressed.map(({ finding, reason }) => [finding.rule, reason, finding.cost])).toEqual([
      ["SW1001", "one tag only", 0],
    ]);
  });
});
