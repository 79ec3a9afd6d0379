import type { BaseDefinition } from "./define.ts";
import { aptInstall } from "./fragments.ts";

/** The one Python that each Debian release has. */
const releases = {
  "3.11": {
    suite: "bookworm",
    debian: "12",
    libraries: ["libdb5.3", "libnsl2", "libreadline8", "libssl3", "libtirpc3"],
  },
  "3.13": { suite: "trixie", debian: "13", libraries: ["libreadline8t64", "libssl3t64"] },
} as const;
/** What the interpreter and its standard library need in either release. */
const runtimeLibraries = [
  "ca-certificates",
  "libbz2-1.0",
  "libexpat1",
  "libffi8",
  "liblzma5",
  "libncursesw6",
  "libsqlite3-0",
  "libuuid1",
  "media-types",
  "netbase",
  "tzdata",
  "zlib1g",
];
export type PythonVersion = keyof typeof releases;

export function isPythonVersion(text: string): text is PythonVersion {
  return Object.hasOwn(releases, text);
}

export function pythonSuite(version: PythonVersion): "bookworm" | "trixie" {
  return releases[version].suite;
}

/**
 * Debian's interpreter moved to /usr/local, where the official image has it, so that site-packages, scripts and
 * virtual environments lie at the same paths. Unpacked rather than installed: apt then never mistakes it for its own.
 */
const unpack = `set -eu
version=$1
apt-get update -q
mkdir -p /tmp/debs /tmp/root /python/bin /python/include /python/lib
cd /tmp/debs
packages="libpython$version-minimal libpython$version-stdlib python$version-minimal python$version python$version-venv libpython$version-dev python3-pip-whl"
if [ "$version" = 3.11 ]; then packages="$packages python3-setuptools-whl python3-distutils"; fi
apt-get download $packages
for deb in *.deb; do dpkg-deb -x "$deb" /tmp/root; done
cp /tmp/root/usr/bin/python$version /python/bin/
cp -a /tmp/root/usr/lib/python$version /python/lib/
if [ -d /tmp/root/usr/lib/python3/dist-packages ]; then rm -rf /tmp/root/usr/lib/python3/dist-packages; fi
cp -a /tmp/root/usr/include/python$version /python/include/
machine=$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || ls /tmp/root/usr/include | grep linux-gnu)
cp /tmp/root/usr/include/$machine/python$version/pyconfig.h /python/include/python$version/pyconfig.h
lib=/python/lib/python$version
rm -rf $lib/config-* $lib/EXTERNALLY-MANAGED $lib/test $lib/sitecustomize.py $lib/dist-packages
# Scripts of the library name an interpreter that is not there any more.
grep -rlI --null "^#!/usr/bin/python$version" $lib | xargs -0r sed -i "1s,^#!/usr/bin/python,#!/usr/local/bin/python,"
mkdir -p $lib/site-packages
ln -s site-packages $lib/dist-packages
# Debian's interpreter has \`site\` frozen in and looks in dist-packages: the link above is for it. Its sysconfig would install under local/.
if [ -f $lib/sysconfig.py ]; then sysconfig=$lib/sysconfig.py; else sysconfig=$lib/sysconfig/__init__.py; fi
sed -i "s/prefix_scheme = 'posix_local'/prefix_scheme = 'posix_prefix'/; s/'DEB_PYTHON_INSTALL_LAYOUT', 'posix_local'/'DEB_PYTHON_INSTALL_LAYOUT', 'posix_prefix'/" $sysconfig
cd /python/bin
ln -s python$version python3
ln -s python3 python
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE
mkdir -p /usr/share/python-wheels /python/share/python-wheels
cp /tmp/root/usr/share/python-wheels/*.whl /usr/share/python-wheels/
mv /tmp/root/usr/share/python-wheels/*.whl /python/share/python-wheels/
# sysconfig needs the final place of the interpreter, so pip is installed there and copied from there.
cp -a /python/. /usr/local/
pip=$(ls /usr/share/python-wheels/pip-*.whl)/pip
for wheel in /usr/share/python-wheels/pip-*.whl /usr/share/python-wheels/setuptools-*.whl; do
  if [ -f "$wheel" ]; then python3 "$pip" install -q --no-index --no-deps --no-compile --root-user-action=ignore "$wheel"; fi
done
find /usr/local -name '*.pyc' -delete
cp -a /usr/local/lib/python$version/site-packages/. $lib/site-packages/
cp -a /usr/local/bin/pip* /python/bin/
`;

/** `python:3.11-slim` and its other names. */
export function slimPython(version: PythonVersion): BaseDefinition {
  const { suite, debian, libraries } = releases[version];
  const reference = `python:${version}-slim-${suite}`;
  return {
    reference,
    aliases: [`python:${version}-slim`],
    madeFrom: `Debian ${debian}'s Python ${version} packages, moved to /usr/local`,
    differs: `Debian's patch release of ${version} and its pip; no shared libpython, no tkinter, no IDLE; site.getsitepackages() names dist-packages, a link to site-packages`,
    parents: [`debian:${suite}-slim`],
    builder: false,
    recipe: {
      kind: "layered",
      npm: {},
      files: { "unpack.sh": unpack },
      dockerfile: `FROM docker.io/library/debian:${suite}-slim AS libraries
${aptInstall([...runtimeLibraries, ...libraries])}
FROM libraries AS unpacked
COPY unpack.sh /unpack.sh
RUN sh /unpack.sh ${version}
FROM libraries
COPY --from=unpacked /python/ /usr/local/
RUN ln -s /usr/local/share/python-wheels /usr/share/python-wheels
ENV LANG=C.UTF-8 PYTHON_VERSION=${version}
CMD ["python3"]
`,
    },
  };
}

/** `python:3.11`: the interpreter of the slim one on compilers and headers, as single-stage builds use it. */
export function fullPython(version: PythonVersion): BaseDefinition {
  const slim = slimPython(version);
  const { suite, libraries } = releases[version];
  return {
    ...slim,
    reference: `python:${version}-${suite}`,
    aliases: [`python:${version}`],
    madeFrom: `${slim.madeFrom}, with Debian's compilers and headers`,
    parents: [slim.reference, `buildpack-deps:${suite}`],
    builder: true,
    recipe: {
      kind: "layered",
      npm: {},
      files: {},
      dockerfile: `FROM docker.io/library/${slim.reference} AS slim
FROM docker.io/library/buildpack-deps:${suite}
${aptInstall([...runtimeLibraries, ...libraries])}
RUN rm -rf /usr/local/lib/python${version} && ln -s /usr/local/share/python-wheels /usr/share/python-wheels
COPY --from=slim /usr/local/ /usr/local/
ENV LANG=C.UTF-8 PYTHON_VERSION=${version}
CMD ["python3"]
`,
    },
  };
}

export function pythonBase(repository: string, tag: string): BaseDefinition | null {
  if (repository !== "library/python") return null;
  const match = /^(\d+\.\d+|3)(-slim)?(?:-(bookworm|trixie))?$/.exec(tag);
  const version = match?.[1] === "3" ? "3.13" : match?.[1];
  if (match === null || version === undefined || !isPythonVersion(version)) return null;
  if (match[3] !== undefined && match[3] !== releases[version].suite) return null;
  return match[2] === undefined ? fullPython(version) : slimPython(version);
}
