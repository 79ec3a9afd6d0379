import { describe, expect, test } from "vitest";
import { readProveConfig } from "./read.ts";
import { tomlPathLine } from "./toml-path.ts";

const claim = '[[claim]]\nid = "a"\ntitle = "A"\n';
const http = '[[claim.http]]\npath = "/"\n';

describe("what a config says of proving", () => {
  test("is the same in TOML and in package.json", async () => {
    const toml = `[rate]\nprofile = "strict"\n\n[prove]\nready-seconds = 5\nonly = ["serves"]\n\n${claim}${http}`;
    const data = {
      prove: { "ready-seconds": 5, only: ["serves"] },
      claim: [{ id: "a", title: "A", http: [{ path: "/" }] }],
    };
    const read = await readProveConfig("a/seaworthy.toml", toml);
    expect(read?.problems).toEqual([]);
    expect(read?.config.prove).toEqual(data.prove);
    expect(read?.config.claims).toEqual([{ table: data.claim[0], line: 8 }]);
    const json = await readProveConfig("package.json", JSON.stringify({ name: "a", seaworthy: data }));
    expect(json?.config.prove).toEqual(data.prove);
    expect(json?.config.claims.map(({ table }) => table)).toEqual(data.claim);
  });

  test.each([
    ["seaworthy.toml", "[rate]\nprofile = 'all'\n"],
    ["package.json", '{"name": "a"}'],
    ["package.json", '{"seaworthy": {"rate": {}}}'],
    ["package.json", '{"seaworthy"'],
  ])("%s: %j says nothing of it", async (name, text) => expect(await readProveConfig(name, text)).toBeNull());

  test.each([
    ["[prove]\nready-second = 3\n", 2, "prove.ready-second: there is no such key"],
    ['[prove]\nonly = "serves"\n', 2, "prove.only: it is a list of texts"],
    ["[prove]\n\nstop-seconds = -1\n", 3, "prove.stop-seconds: it is a number of seconds over 0"],
    ['[prove]\nready-seconds = "3"\n', 2, "prove.ready-seconds: it is a number of seconds over 0"],
    ["[prove]\nsmaller-ratio = 2\n", 2, "prove.smaller-ratio: it is a number over 0 and up to 1"],
    ["[proof]\n", 1, 'there is no table "proof"'],
    ["[prove\n", 1, "does not parse"],
    ['[[claim]]\nid = "A b"\ntitle = "A"\n', 2, "claim[1].id: it is small letters"],
    ['[[claim]]\nid = "a"\n', 1, "claim[1].title: it is a text that could be false, and must be there"],
    [claim, 1, "claim[1]: it checks nothing"],
    [`${claim}${http}\n${claim}${http}`, 8, "claim a stands here twice"],
    [`${claim}${http}[[claim.http]]\npath = "b"\n`, 7, "claim[1].http[2].path: it is a path of the service"],
    [`${claim}${http}expect = { statuses = 3 }\n`, 6, "claim[1].http[1].expect.statuses: there is no such key"],
    [`${claim}${http}expect = { body = 3 }\n`, 6, "claim[1].http[1].expect.body: it is a text, or a table"],
    [`${claim}${http}expect = { body = { matches = "(" } }\n`, 6, "it is a pattern that is none"],
    [`${claim}[claim.http]\npath = "/"\n`, 4, "claim[1].http: it is written as [[claim.http]]"],
    [`${claim}[[claim.command]]\nrun = "ls"\n`, 5, "claim[1].command[1].run: it is a list of texts"],
    [`${claim}[[claim.file]]\npath = "/a"\nexpect = { mode = 644 }\n`, 6, "claim[1].file[1].expect.mode"],
    [`${claim}[[claim.port]]\nport = 70000\n`, 5, "claim[1].port[1].port: it is a port from 1 to 65535"],
    [`${claim}${http}[claim.control]\n`, 6, "claim[1].control: it breaks nothing"],
    ['[claim]\nid = "a"\n', 1, "claim is written as [[claim]]"],
  ])("%j is told at its line", async (text, line, says) => {
    const [problem] = (await readProveConfig("seaworthy.toml", text))?.problems ?? [];
    expect([problem?.line, problem?.says.slice(0, says.length + 60)]).toEqual([line, expect.stringContaining(says)]);
  });

  test("a mistake in package.json has its line too", async () => {
    const text = '{\n  "seaworthy": {\n    "prove": {\n      "stop-seconds": 0\n    }\n  }\n}\n';
    expect((await readProveConfig("package.json", text))?.problems).toEqual([
      { line: 4, says: "prove.stop-seconds: it is a number of seconds over 0" },
    ]);
  });
});

test.each([
  [["prove", "only"], 2],
  [["claim", 0], 4],
  [["claim", 1], 8],
  [["claim", 1, "http", 1, "path"], 12],
  [["claim", 1, "control", "env", "A"], 14],
  [["nothing"], 1],
] as const)("%j stands in line %i", (path, line) => {
  const text =
    '[prove]\nonly = []\n\n[[claim]]\nid = "a"\n[[claim.http]]\npath = "/"\n[[claim]]\n[[claim.http]]\npath = "/"\n[[claim.http]]\npath = "/b"\n[claim.control]\nenv.A = "b"\n';
  expect(tomlPathLine(text, path)).toBe(line);
});
