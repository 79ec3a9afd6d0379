import { describe, expect, test } from "vitest";
import { elf, goBuildInfo } from "../../formats/elf/elf-writer.fixture.ts";
import type { Written } from "../../formats/image-archive/tar-writer.fixture.ts";
import { berkeleyOfBerkeley } from "../../formats/rpm/berkeley.fixture.ts";
import { ndbOfRpm } from "../../formats/rpm/ndb.fixture.ts";
import { rpmDatabase } from "../../formats/rpm/rpmdb.fixture.ts";
import { zip } from "../../formats/zip/zip-writer.fixture.ts";
import { program, surveyed, surveyedPacked } from "../testing/survey.fixture.ts";

const file = (name: string, content: string | Uint8Array): Written => ({ name, content });
const osRelease = file("etc/os-release", 'ID=debian\nVERSION_ID="12"\n');
const pom = (group: string, artifact: string, version: string): string =>
  `#Generated\ngroupId=${group}\nartifactId=${artifact}\nversion=${version}\n`;

describe("packages of each kind", () => {
  const cases: readonly (readonly [string, readonly Written[], readonly string[]])[] = [
    [
      "dpkg",
      [
        osRelease,
        file("var/lib/dpkg/status", "Package: libc6\nStatus: install ok installed\nVersion: 2.36-9+deb12u1\n"),
      ],
      ["pkg:deb/debian/libc6@2.36-9%2Bdeb12u1?distro=debian-12"],
    ],
    [
      "dpkg, one file for each package, as distroless images have it",
      [
        osRelease,
        file("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\n"),
        file("var/lib/dpkg/status.d/tz", "Package: tzdata\nVersion: 2024a\n"),
      ],
      ["pkg:deb/debian/base-files@12.4?distro=debian-12", "pkg:deb/debian/tzdata@2024a?distro=debian-12"],
    ],
    [
      "apk",
      [
        file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n"),
        file("lib/apk/db/installed", "C:Q1x\nP:musl\nV:1.2.5-r0\n\nP:busybox\nV:1.36.1-r29\n\n"),
      ],
      ["pkg:apk/alpine/busybox@1.36.1-r29?distro=alpine-3.20.1", "pkg:apk/alpine/musl@1.2.5-r0?distro=alpine-3.20.1"],
    ],
    [
      "rpm",
      [
        file("etc/os-release", 'ID="fedora"\nVERSION_ID=40\n'),
        file("usr/lib/sysimage/rpm/rpmdb.sqlite", rpmDatabase()),
      ],
      ["pkg:rpm/fedora/other-lib@0.9-3?distro=fedora-40", "pkg:rpm/fedora/tiny@1.2-3?distro=fedora-40&epoch=1"],
    ],
    [
      "rpm, in Berkeley DB as CentOS 7 and Amazon Linux 2 keep it",
      [
        file("etc/os-release", 'ID="centos"\nVERSION_ID="7"\n'),
        file("var/lib/rpm/Packages", berkeleyOfBerkeley()),
        file("var/lib/rpm/Basenames", "an index, which nobody asks for"),
      ],
      ["pkg:rpm/centos/other-lib@0.9-3?distro=centos-7", "pkg:rpm/centos/tiny@1.2-3?distro=centos-7&epoch=1"],
    ],
    [
      "rpm, in its own form as SUSE keeps it",
      [
        file("etc/os-release", 'ID="opensuse-leap"\nVERSION_ID="15.6"\n'),
        file("usr/lib/sysimage/rpm/Packages.db", ndbOfRpm()),
        file("usr/lib/sysimage/rpm/Index.db", "an index, which nobody asks for"),
      ],
      [
        "pkg:rpm/opensuse-leap/other-lib@0.9-3?distro=opensuse-leap-15.6",
        "pkg:rpm/opensuse-leap/tiny@1.2-3?distro=opensuse-leap-15.6&epoch=1",
      ],
    ],
    [
      "pacman",
      [
        file("etc/os-release", "ID=arch\n"),
        file("var/lib/pacman/local/zlib-1:1.3-1/desc", "%NAME%\nzlib\n\n%VERSION%\n1:1.3-1\n\n%BASE%\nzlib\n"),
        file("var/lib/pacman/local/zlib-1:1.3-1/files", "%FILES%\nusr/\n"),
      ],
      ["pkg:alpm/arch/zlib@1:1.3-1"],
    ],
    [
      "opkg",
      [
        file("etc/os-release", "ID=openwrt\nVERSION_ID=23.05.3\n"),
        file(
          "usr/lib/opkg/status",
          "Package: busybox\nVersion: 1.36.1-1\nStatus: install user installed\n\nPackage: gone\nVersion: 1\nStatus: deinstall user not-installed\n",
        ),
      ],
      ["pkg:opkg/openwrt/busybox@1.36.1-1?distro=openwrt-23.05.3"],
    ],
    [
      "conda",
      [
        file("opt/conda/conda-meta/numpy-1.26.4-py311.json", `{"name":"numpy","version":"1.26.4"}`),
        file("opt/conda/conda-meta/history", ""),
      ],
      ["pkg:conda/numpy@1.26.4"],
    ],
    [
      ".NET, without the application itself",
      [
        file(
          "app/app.deps.json",
          `{"libraries":{"app/1.0.0":{"type":"project"},"Newtonsoft.Json/13.0.3":{"type":"package"}}}`,
        ),
        file("app/other.deps.json", "[]"),
      ],
      ["pkg:nuget/Newtonsoft.Json@13.0.3"],
    ],
    [
      "Python",
      [file("a/site-packages/My_Pkg-1.0.dist-info/METADATA", "Name: My_Pkg\nVersion: 1.0\n")],
      ["pkg:pypi/my-pkg@1.0"],
    ],
    [
      "Node, with a scope",
      [file("a/node_modules/@s/p/package.json", `{"name":"@s/p","version":"1.2.3"}`)],
      ["pkg:npm/%40s/p@1.2.3"],
    ],
    [
      "Ruby",
      [
        file(
          "usr/local/bundle/specifications/rack-3.0.0.gemspec",
          `Gem::Specification.new do |s|\n  s.name = "rack".freeze\n  s.version = "3.0.0"\n`,
        ),
      ],
      ["pkg:gem/rack@3.0.0"],
    ],
    [
      "PHP",
      [file("app/vendor/composer/installed.json", `{"packages":[{"name":"a/b","version":"v1.0"}]}`)],
      ["pkg:composer/a/b@v1.0"],
    ],
    [
      "Go, inside a program",
      [
        program(
          "bin/app",
          elf({ type: 2, sections: { ".go.buildinfo": goBuildInfo("go1.22.3", ["dep\tgolang.org/x/net\tv0.25.0"]) } }),
        ),
      ],
      ["pkg:golang/golang.org/x/net@v0.25.0", "pkg:golang/stdlib@1.22.3"],
    ],
    [
      "a Java archive with Maven's record",
      [file("app/a.jar", zip({ "META-INF/maven/g/a/pom.properties": pom("org.g", "a", "1.0") }, true))],
      ["pkg:maven/org.g/a@1.0"],
    ],
    [
      "a Java archive by its name",
      [file("app/guava-32.1.3-jre.jar", zip({ "a.class": "" }))],
      ["pkg:maven/guava@32.1.3-jre"],
    ],
    [
      "archives inside an archive, as Spring Boot packs them: by their records, their manifests, their names",
      [
        file(
          "app/app.jar",
          zip({
            "META-INF/maven/g/a/pom.properties": pom("g", "app", "1"),
            "BOOT-INF/lib/jackson-core-2.17.0.jar": zip(
              { "META-INF/maven/c/j/pom.properties": pom("com.fasterxml.jackson.core", "jackson-core", "2.17.0") },
              true,
            ),
            "BOOT-INF/lib/spring-core-6.1.0.jar": zip({
              "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\r\nImplementation-Version: 6.1.0.RELEASE\r\n",
            }),
            "BOOT-INF/lib/snakeyaml-2.2.jar": "damaged",
            "BOOT-INF/lib/readme.txt": "no archive",
            "BOOT-INF/lib/calendar": "no archive either",
          }),
        ),
      ],
      [
        "pkg:maven/com.fasterxml.jackson.core/jackson-core@2.17.0",
        "pkg:maven/g/app@1",
        "pkg:maven/snakeyaml@2.2",
        "pkg:maven/spring-core@6.1.0.RELEASE",
      ],
    ],
    [
      "archives that are packed inside an archive, two deep and not three",
      [
        file(
          "app/app-1.0.ear",
          zip(
            {
              "web-2.0.war": zip(
                {
                  "WEB-INF/lib/inner-3.0.jar": zip(
                    {
                      "META-INF/maven/g/i/pom.properties": pom("g", "inner", "3.0"),
                      "deep-4.0.jar": zip({ "META-INF/maven/g/d/pom.properties": pom("g", "deep", "4.0") }),
                    },
                    true,
                  ),
                },
                true,
              ),
            },
            true,
          ),
        ),
      ],
      ["pkg:maven/app@1.0", "pkg:maven/deep@4.0", "pkg:maven/g/inner@3.0", "pkg:maven/web@2.0"],
    ],
    [
      "package.json of an application is no package",
      [file("app/package.json", `{"name":"app","version":"1.0.0"}`)],
      [],
    ],
  ];
  for (const [read, name] of [
    [surveyed, "plain"],
    [surveyedPacked, "gzip"],
  ] as const) {
    test.each(cases)(`%s (${name} layers)`, async (_, files, expected) => {
      const found = await read({ layers: [files] });
      expect(found.packages.map((one) => one.purl)).toEqual(expected);
      expect(found.errors).toEqual([]);
    });
  }
});

describe("the layer that brought a package", () => {
  const status = (...names: string[]): Written =>
    file(
      "var/lib/dpkg/status",
      names.map((name) => `Package: ${name.split(" ")[0]}\nVersion: ${name.split(" ")[1]}\n`).join("\n"),
    );
  const cases: readonly (readonly [string, readonly Written[], readonly string[]])[] = [
    [
      "a database is written anew by each layer",
      [status("a 1"), status("a 1", "b 1"), status("a 1", "b 1", "c 1")],
      ["a 1 0", "b 1 1", "c 1 2"],
    ],
    [
      "an upgrade is brought by the layer that made it",
      [status("a 1"), status("a 2", "b 1"), status("a 2", "b 1")],
      ["a 2 1", "b 1 1"],
    ],
    ["removed and installed again", [status("a 1"), status("b 1"), status("a 1", "b 1")], ["a 1 2", "b 1 1"]],
    [
      "a database of rpm that only a later layer has changed",
      [file("var/lib/rpm/rpmdb.sqlite", rpmDatabase()), file("var/lib/rpm/rpmdb.sqlite", rpmDatabase())],
      ["other-lib 0.9-3 0", "tiny 1:1.2-3 0"],
    ],
    ["removed", [status("a 1", "b 1"), status("b 1")], ["b 1 0"]],
  ];
  test.each(cases)("%s", async (_, copies, expected) => {
    const { packages } = await surveyed({ layers: copies.map((one) => [one]) });
    expect(packages.map((one) => `${one.name} ${one.version} ${one.layer}`)).toEqual(expected);
  });
});

describe("what is not read is told", () => {
  test.each([
    ["var/lib/rpm/rpmdb.sqlite", "SQLite", /does not begin as a SQLite file/],
    ["var/lib/rpm/rpmdb.sqlite", rpmDatabase().subarray(0, 5000), /names page 33 and has 1/],
    ["usr/lib/sysimage/rpm/Packages.db", "RpmP", /ends before byte 32/],
    ["var/lib/rpm/Packages.db", ndbOfRpm().subarray(0, -16), /ends before package 3 does/],
    ["var/lib/rpm/Packages", "b", /does not begin as a hash table of Berkeley DB/],
    ["var/lib/rpm/Packages", berkeleyOfBerkeley().subarray(0, 4096), /states \d+ pages and has 8/],
    ["var/lib/rpm/rpmdb.sqlite-wal", "frames", /log of changes/],
  ] as const)("%s", async (path, content, what) => {
    for (const read of [surveyed, surveyedPacked]) {
      const { errors } = await read({ layers: [[file(path, content)]] });
      expect(errors).toEqual([{ code: "packages-unread", where: path, what: expect.stringMatching(what) }]);
    }
  });

  test("but not of a database that a later layer deleted, nor of an empty log or database", async () => {
    const { errors, packages } = await surveyed({
      layers: [
        [
          file("var/lib/rpm/rpmdb.sqlite", "SQLite"),
          file("usr/lib/sysimage/rpm/rpmdb.sqlite-wal", ""),
          file("var/lib/rpm/Packages", ""),
        ],
        [file("var/lib/rpm/.wh.rpmdb.sqlite", "")],
      ],
    });
    expect([errors, packages]).toEqual([[], []]);
  });

  test("a damaged archive", async () => {
    const { errors, packages } = await surveyed({ layers: [[file("a.jar", "PK\x03\x04 and nothing else")]] });
    expect(errors).toEqual([expect.objectContaining({ code: "jar-unreadable", where: "a.jar" })]);
    expect(packages).toEqual([]);
  });

  test("nothing, where all was read", async () => {
    expect((await surveyed({ layers: [[osRelease]] })).errors).toEqual([]);
  });
});
