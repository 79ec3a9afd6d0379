import { describe, expect, test } from "vitest";
import type { ImageInspection } from "../core/inspection.ts";
import { elf } from "../formats/elf/elf-writer.fixture.ts";
import type { Written, WrittenImage } from "../formats/image-archive/tar-writer.fixture.ts";
import { link, program, surveyed } from "./testing/survey.fixture.ts";

const file = (name: string, content: string = "x"): Written => ({ name, content });
const many = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const libraryNames = many(60).map((at) => `lib${at}.so`);

/**
 * Images that take too long, or too much, where a step is quadratic or follows whatever it is told. Each is answered, and
 * within the time that vitest gives any test.
 */
const cases: readonly (readonly [string, () => WrittenImage, (found: ImageInspection) => unknown, unknown])[] = [
  [
    "names that lead out of the image",
    () => ({ layers: [[file("../../etc/passwd", "root:x:0:0\n"), file("/etc/group", "")]] }),
    ({ user }) => user.name,
    "root",
  ],
  [
    "a link out of the image stays inside",
    () => ({ layers: [[link("etc", "../../../srv"), file("srv/passwd", "me:x:0:0\n")]], config: { User: "me" } }),
    ({ user }) => user.uid,
    0,
  ],
  [
    "links in a circle",
    () => ({ layers: [[link("a", "b"), link("b", "a"), link("etc", "a")]], config: { Cmd: ["/a"] } }),
    ({ links }) => links.start?.problem,
    "/a is not in the image",
  ],
  [
    "a link to itself",
    () => ({ layers: [[link("a", "a")]], config: { Cmd: ["/a"] } }),
    ({ links }) => links.start?.path,
    null,
  ],
  [
    "a hard link to itself",
    () => ({ layers: [[{ name: "a", flag: "1", linkname: "a" }]] }),
    ({ wastedBytes }) => wastedBytes,
    0,
  ],
  [
    "a hard link to what is nowhere",
    () => ({ layers: [[{ name: "a", flag: "1", linkname: "b" }]] }),
    ({ wastedBytes }) => wastedBytes,
    0,
  ],
  [
    "a whiteout with a link's name and content",
    () => ({ layers: [[file("a", "123")], [{ name: ".wh.a", flag: "2", linkname: "x" }]] }),
    ({ wastedBytes }) => wastedBytes,
    3,
  ],
  [
    "a path of 5,000 folders",
    () => ({ layers: [[{ name: "x", longName: `${"d/".repeat(5000)}f`, content: "1" }], [{ name: ".wh.d" }]] }),
    ({ wastedBytes }) => wastedBytes,
    1,
  ],
  [
    "200,000 accounts of one number",
    () => ({
      layers: [
        [
          file(
            "etc/passwd",
            many(200_000)
              .map((at) => `u${at}:x:7:7::/:\n`)
              .join(""),
          ),
        ],
      ],
    }),
    ({ findings }) => findings.filter((one) => one.slug === "user/duplicate-id").length,
    1,
  ],
  [
    "100,000 tokens in a file",
    () => ({
      layers: [
        [
          file(
            "a",
            many(100_000)
              .map((at) => `ghp_${String(at).padStart(36, "aB3")}\n`)
              .join(""),
          ),
        ],
      ],
    }),
    ({ secrets }) => secrets?.length,
    100,
  ],
  [
    "60 libraries that each need all others, each with an rpath of its own",
    () => ({
      layers: [
        libraryNames.map((name, at) =>
          program(`lib/${name}`, elf({ soname: name, needed: libraryNames, rpath: `/opt/${at}` })),
        ),
      ],
    }),
    ({ links }) => [links.missing.length, links.unused.length],
    [0, 0],
  ],
  [
    "an rpath of 100 kB",
    () => ({
      layers: [
        [
          program(
            "a",
            elf({
              needed: ["x.so"],
              rpath: many(10_000)
                .map((at) => `/f/${at}`)
                .join(":"),
            }),
          ),
        ],
      ],
    }),
    ({ errors }) => errors.length,
    1,
  ],
  [
    "5,000 files written in each of three layers",
    () => ({ layers: many(3).map((mode) => many(5_000).map((at) => ({ name: `d/${at}`, content: "1", mode }))) }),
    ({ waste }) => waste.map((one) => `${one.reason} ${one.files}`),
    ["metadata 5000", "metadata 5000"],
  ],
  [
    "a name with control characters",
    () => ({ layers: [[program("bin/\u001b[2J\n", "#!/nowhere\n")]] }),
    ({ links }) => links.interpreters[0]?.found,
    false,
  ],
];

describe("a hostile image is answered", () => {
  test.each(cases)("%s", async (_, image, ask, expected) => {
    expect(ask(await surveyed(image()))).toEqual(expected);
  });
});
