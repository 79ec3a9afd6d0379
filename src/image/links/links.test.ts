import { describe, expect, test } from "vitest";
import { elf } from "../../formats/elf/elf-writer.fixture.ts";
import type { Written } from "../../formats/image-archive/tar-writer.fixture.ts";
import { link, program, surveyed, surveyedPacked } from "../testing/survey.fixture.ts";

const loader = "/lib64/ld-linux-x86-64.so.2";
const needs = (...needed: string[]): Buffer => elf({ interpreter: loader, needed });
const library = (soname: string, rest: Parameters<typeof elf>[0] = {}): Buffer => elf({ soname, ...rest });

describe("libraries are searched for as the loader does", () => {
  const cases: readonly (readonly [string, readonly Written[], readonly string[]])[] = [
    [
      "found in a default folder",
      [program("bin/a", needs("libx.so.1")), program("usr/lib/libx.so.1", library("libx.so.1"))],
      [],
    ],
    ["not there at all", [program("bin/a", needs("libx.so.1"))], ["bin/a libx.so.1 null"]],
    [
      "there, where nobody looks",
      [program("bin/a", needs("libx.so.1")), program("opt/libx.so.1", library("libx.so.1"))],
      ["bin/a libx.so.1 opt/libx.so.1"],
    ],
    [
      "through a link to the file",
      [
        program("bin/a", needs("libx.so.1")),
        program("lib/libx.so.1.2", library("libx.so.1")),
        link("lib/libx.so.1", "libx.so.1.2"),
      ],
      [],
    ],
    [
      "through a link to the folder",
      [
        program("bin/a", needs("libx.so.1")),
        link("lib", "usr/lib"),
        program("usr/lib/libx.so.1", library("libx.so.1")),
      ],
      [],
    ],
    [
      "for another machine",
      [program("bin/a", needs("libx.so.1")), program("lib/libx.so.1", library("libx.so.1", { machine: 183 }))],
      ["bin/a libx.so.1 lib/libx.so.1"],
    ],
    [
      "of another width",
      [program("bin/a", needs("libx.so.1")), program("lib/libx.so.1", library("libx.so.1", { bits: 32 }))],
      ["bin/a libx.so.1 lib/libx.so.1"],
    ],
    [
      "by runpath with $ORIGIN",
      [
        program("opt/a/bin/a", elf({ interpreter: loader, needed: ["libx.so"], runpath: "$ORIGIN/../lib" })),
        program("opt/a/lib/libx.so", library("libx.so")),
      ],
      [],
    ],
    [
      "by rpath with ${ORIGIN}",
      [
        program("opt/a/bin/a", elf({ interpreter: loader, needed: ["libx.so"], rpath: "${ORIGIN}/../lib" })),
        program("opt/a/lib/libx.so", library("libx.so")),
      ],
      [],
    ],
    [
      "by the rpath of the program that loads it",
      [
        program("bin/a", elf({ interpreter: loader, needed: ["libx.so"], rpath: "/opt/x" })),
        program("opt/x/libx.so", library("libx.so", { needed: ["liby.so"] })),
        program("opt/x/liby.so", library("liby.so")),
      ],
      [],
    ],
    [
      "not by the runpath of the program that loads it",
      [
        program("bin/a", elf({ interpreter: loader, needed: ["libx.so"], runpath: "/opt/x" })),
        program("opt/x/libx.so", library("libx.so", { needed: ["liby.so"] })),
        program("opt/x/liby.so", library("liby.so")),
      ],
      ["opt/x/libx.so liby.so opt/x/liby.so"],
    ],
    [
      "rpath means nothing beside a runpath",
      [
        program("bin/a", elf({ interpreter: loader, needed: ["libx.so"], rpath: "/opt/x", runpath: "/opt/y" })),
        program("opt/x/libx.so", library("libx.so")),
      ],
      ["bin/a libx.so opt/x/libx.so"],
    ],
    [
      "by ld.so.conf.d",
      [
        program("bin/a", needs("libx.so")),
        program("opt/x/libx.so", library("libx.so")),
        { name: "etc/ld.so.conf.d/x.conf", content: "# mine\n/opt/x\n" },
      ],
      [],
    ],
    [
      "by a name with a slash",
      [program("bin/a", needs("/opt/x/libx.so")), program("opt/x/libx.so", library("libx.so"))],
      [],
    ],
    [
      "libraries that need one another in a circle",
      [
        program("bin/a", needs("libx.so")),
        program("lib/libx.so", library("libx.so", { needed: ["liby.so"] })),
        program("lib/liby.so", library("liby.so", { needed: ["libx.so"] })),
      ],
      [],
    ],
  ];
  for (const [read, name] of [
    [surveyed, "plain"],
    [surveyedPacked, "gzip"],
  ] as const) {
    test.each(cases)(`%s (${name} layers)`, async (_, files, expected) => {
      const { links, errors } = await read({ layers: [files] });
      expect(links.missing.map((one) => `${one.path} ${one.library} ${one.elsewhere}`)).toEqual(expected);
      expect(errors).toEqual([]);
    });
  }

  test.each([
    ["LD_LIBRARY_PATH=/opt/x", []],
    ["LD_LIBRARY_PATH=/opt/y", ["libx.so"]],
  ])("by %s of the image", async (line, expected) => {
    const layers = [[program("bin/a", needs("libx.so")), program("opt/x/libx.so", library("libx.so"))]];
    const { links } = await surveyed({ layers, config: { Env: [line] } });
    expect(links.missing.map((one) => one.library)).toEqual(expected);
  });

  test("a library that a later layer deleted is missing", async () => {
    const layers = [
      [program("bin/a", needs("libx.so")), program("lib/libx.so", library("libx.so"))],
      [{ name: "lib/.wh.libx.so" }],
    ];
    expect((await surveyed({ layers })).links.missing.map((one) => one.library)).toEqual(["libx.so"]);
  });
});

test("libraries that nobody names are told; plug-ins, and libraries that are named, are not", async () => {
  const { links } = await surveyed({
    layers: [
      [
        program("bin/a", needs("libused.so.1")),
        program("usr/lib/libused.so.1", library("libused.so.1", { needed: ["libinner.so"] })),
        program("usr/lib/libinner.so", library("libinner.so")),
        program("usr/lib/libunused.so.1", library("libunused.so.1")),
        program("usr/lib/libnss_dns.so.2", library("libnss_dns.so.2")),
        program("app/native/libplugin.so", library("libplugin.so")),
      ],
    ],
  });
  expect(links.unused.map((one) => one.path)).toEqual(["usr/lib/libunused.so.1"]);
  expect(links.machines).toEqual({ x86_64: 6 });
});

describe("interpreters", () => {
  const python = [
    program("usr/bin/python3", needs()),
    program("lib64/ld-linux-x86-64.so.2", library("ld-linux-x86-64.so.2")),
    program("usr/bin/env", needs()),
  ];
  const cases: readonly (readonly [string, readonly Written[], readonly string[]])[] = [
    ["a script whose interpreter is there", [...python, program("app/run", "#!/usr/bin/python3 -u\n")], []],
    ["a script whose interpreter is not", [...python, program("app/run", "#!/bin/bash\n")], ["/bin/bash app/run"]],
    ["by env and PATH", [...python, program("app/run", "#!/usr/bin/env python3\n")], []],
    ["by env, with options and a variable", [...python, program("app/run", "#!/usr/bin/env -S A=1 python3 -u\n")], []],
    ["by env, not in PATH", [...python, program("app/run", "#!/usr/bin/env node\n")], ["node app/run"]],
    [
      "a carriage return belongs to the name",
      [...python, program("app/run", "#!/usr/bin/python3\r\n")],
      ["/usr/bin/python3\r app/run"],
    ],
    ["and to what env looks for", [...python, program("app/run", "#!/usr/bin/env python3\r\n")], ["python3\r app/run"]],
    ["a file that nobody may run asks for nothing", [...python, { name: "app/run", content: "#!/bin/bash\n" }], []],
    ["a program whose loader is not there", [program("bin/a", needs())], [`${loader} bin/a`]],
  ];
  test.each(cases)("%s", async (_, files, expected) => {
    const { links } = await surveyed({ layers: [files] });
    expect(links.interpreters.filter((one) => !one.found).map((one) => `${one.interpreter} ${one.example}`)).toEqual(
      expected,
    );
  });
});

describe("what the image starts", () => {
  const ld = program("lib64/ld-linux-x86-64.so.2", library("ld-linux-x86-64.so.2"));
  const cases: readonly (readonly [string, Record<string, unknown>, readonly Written[], string | null])[] = [
    ["a program by its path", { Cmd: ["/app/run"] }, [ld, program("app/run", needs())], null],
    ["a program by PATH", { Cmd: ["run"], Env: ["PATH=/app"] }, [ld, program("app/run", needs())], null],
    [
      "a relative path, from the working folder",
      { Cmd: ["./run"], WorkingDir: "/app" },
      [ld, program("app/run", needs())],
      null,
    ],
    ["nothing of that name", { Entrypoint: ["serve"] }, [], "serve is not in the image"],
    [
      "a file that may not be run",
      { Cmd: ["/app/run"] },
      [{ name: "app/run", content: "#!/bin/sh\n" }],
      "/app/run is not executable",
    ],
    [
      "a program of glibc in an image of musl",
      { Cmd: ["/app/run"] },
      [program("app/run", needs()), program("lib/ld-musl-x86_64.so.1", library("libc"))],
      `/app/run needs ${loader}, which is not in the image`,
    ],
    [
      "a script without its shell",
      { Cmd: ["/app/run"] },
      [program("app/run", "#!/bin/bash\n")],
      "/app/run needs /bin/bash, which is not in the image",
    ],
  ];
  test.each(cases)("%s", async (_, config, files, problem) => {
    const { links, findings } = await surveyed({ layers: [files], config });
    expect(links.start?.problem).toBe(problem);
    expect(findings.some((one) => one.slug === "links/start")).toBe(problem !== null);
  });

  test("nothing is said of an image that starts nothing", async () => {
    expect((await surveyed({ layers: [[]] })).links.start).toBeNull();
  });
});

describe("what cannot be read is told, and the rest is read all the same", () => {
  test.each([[surveyed], [surveyedPacked]])("a damaged library", async (read) => {
    const damaged = elf({ soname: "libx.so", needed: ["liby.so"] }).subarray(0, 90);
    const { errors, links } = await read({
      layers: [[program("lib/libx.so", damaged), program("bin/a", needs("libx.so"))]],
    });
    expect(errors).toEqual([
      { code: "elf-unreadable", where: "lib/libx.so", what: expect.stringContaining("lib/libx.so") },
    ]);
    expect(links.missing.map((one) => one.library)).toEqual(["libx.so"]);
  });
});
