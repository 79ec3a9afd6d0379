/** System packages that surely have no business in an image that runs: compilers, and the headers that come with them most often. */
export const compilers: ReadonlySet<string> = new Set([
  "build-essential",
  "gcc",
  "g++",
  "make",
  "cmake",
  "build-base",
  "alpine-sdk",
  "clang",
  "cargo",
  "rustc",
  "golang",
  "golang-go",
  "maven",
  "gradle",
  "libpq-dev",
  "python3-dev",
  "python-dev",
  "musl-dev",
  "linux-headers",
  "gcc-c++",
  "autoconf",
  "automake",
]);

/** Others that build software and that no program opens when it runs. */
const helpers: ReadonlySet<string> = new Set([
  "gfortran",
  "ninja-build",
  "rust",
  "libc6-dev",
  "libc-dev",
  "libtool",
  "pkg-config",
  "pkgconf",
  "swig",
  "patchelf",
]);

/**
 * Package with headers -> the library that a program built with it opens, by Debian's names. Where the release has another
 * name for it (the `t64` ones of Debian 13), that package provides this one. Source: the dependencies of each package.
 */
const debianLibraries: Readonly<Record<string, string>> = {
  "default-libmysqlclient-dev": "libmariadb3",
  "libcairo2-dev": "libcairo2",
  "libcurl4-openssl-dev": "libcurl4",
  "libffi-dev": "libffi8",
  "libfreetype6-dev": "libfreetype6",
  "libgmp-dev": "libgmp10",
  "libjpeg-dev": "libjpeg62-turbo",
  "libjpeg62-turbo-dev": "libjpeg62-turbo",
  "libmagic-dev": "libmagic1",
  "libmariadb-dev": "libmariadb3",
  "libmariadb-dev-compat": "libmariadb3",
  "libpng-dev": "libpng16-16",
  "libpq-dev": "libpq5",
  "librdkafka-dev": "librdkafka1",
  "libsasl2-dev": "libsasl2-2",
  "libsodium-dev": "libsodium23",
  "libsqlite3-dev": "libsqlite3-0",
  "libssl-dev": "libssl3",
  "libwebp-dev": "libwebp7",
  "libxml2-dev": "libxml2",
  "libxslt-dev": "libxslt1.1",
  "libxslt1-dev": "libxslt1.1",
  "libyaml-dev": "libyaml-0-2",
  "libzmq3-dev": "libzmq5",
  "unixodbc-dev": "unixodbc",
  "zlib1g-dev": "zlib1g",
};

/** Alpine's names; `""` is what its own image has. */
const alpineLibraries: Readonly<Record<string, string>> = {
  "freetype-dev": "freetype",
  "jpeg-dev": "libjpeg-turbo",
  "libffi-dev": "libffi",
  "libjpeg-turbo-dev": "libjpeg-turbo",
  "libmagic-dev": "libmagic",
  "libpq-dev": "libpq",
  "libsodium-dev": "libsodium",
  "libxml2-dev": "libxml2",
  "libxslt-dev": "libxslt",
  "mariadb-connector-c-dev": "mariadb-connector-c",
  "mariadb-dev": "mariadb-connector-c",
  "openssl-dev": "",
  "postgresql-dev": "libpq",
  "yaml-dev": "yaml",
  "zlib-dev": "",
};

/** What a program built with a package still needs of it: a package's name, `""` where nothing; null where that is not known. */
export function neededToRun(manager: string, name: string): string | null {
  const libraries = manager === "apk" ? alpineLibraries : debianLibraries;
  if (Object.hasOwn(libraries, name)) return libraries[name] ?? null;
  if (compilers.has(name) || helpers.has(name)) return "";
  return /-(dev|devel|headers)$/.test(name) ? null : name;
}
