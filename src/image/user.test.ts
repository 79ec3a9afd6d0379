import { describe, expect, test } from "vitest";
import { effectiveUser } from "./user.ts";

const passwd = "root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/:/bin/sh\napp:x:10001:10001::/:\nbroken line\nx:y:z\n";
const group = "root:x:0:\nweb:x:33:app\n:::\nbad\n";

describe("the effective user of an image", () => {
  test.each([
    { declared: "", uid: 0, gid: 0, root: true, numeric: false, problem: null },
    { declared: "root", uid: 0, gid: 0, root: true, numeric: false, problem: null },
    { declared: "0:0", uid: 0, gid: 0, root: true, numeric: true, problem: null },
    { declared: "00", uid: 0, gid: 0, root: true, numeric: true, problem: null },
    { declared: "+0", uid: 0, gid: 0, root: true, numeric: true, problem: null },
    { declared: "root:root", uid: 0, gid: 0, root: true, numeric: false, problem: null },
    { declared: "toor", uid: 0, gid: 0, root: true, numeric: false, problem: null },
    { declared: "app", uid: 10001, gid: 10001, root: false, numeric: false, problem: null },
    { declared: "10001", uid: 10001, gid: 10001, root: false, numeric: true, problem: null },
    { declared: "app:web", uid: 10001, gid: 33, root: false, numeric: false, problem: null },
    { declared: "4242:4242", uid: 4242, gid: 4242, root: false, numeric: true, problem: null },
    {
      declared: "4294967296",
      uid: null,
      gid: null,
      root: true,
      numeric: true,
      problem: "uid 4294967296 is not between 0 and 2147483647",
    },
    {
      declared: "-1",
      uid: null,
      gid: null,
      root: false,
      numeric: true,
      problem: "uid -1 is not between 0 and 2147483647",
    },
    {
      declared: "nobody-here",
      uid: null,
      gid: null,
      root: false,
      numeric: false,
      problem: "user nobody-here is not in the image's /etc/passwd",
    },
    {
      declared: "1:nogroup-here",
      uid: null,
      gid: null,
      root: false,
      numeric: false,
      problem: "group nogroup-here is not in the image's /etc/group",
    },
  ])("USER $declared", (expected) => {
    expect(effectiveUser(expected.declared, passwd, group)).toMatchObject(expected);
  });

  test("second names of uid 0 are told", () => {
    expect(effectiveUser("app", passwd, group).rootAliases).toEqual(["toor"]);
  });
});
