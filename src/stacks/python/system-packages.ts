import type { SystemPackages } from "../../core/facts.ts";

interface Need {
  readonly build: readonly string[];
  readonly run: readonly string[];
}

/** Debian packages that Python packages need beside their wheel. Source: each project's installation page. */
const needs: Readonly<Record<string, Need>> = {
  psycopg2: { build: ["gcc", "libc6-dev", "libpq-dev"], run: ["libpq5"] },
  mysqlclient: { build: ["gcc", "libc6-dev", "pkg-config", "default-libmysqlclient-dev"], run: ["libmariadb3"] },
  weasyprint: { build: [], run: ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"] },
  "opencv-python": { build: [], run: ["libgl1", "libglib2.0-0"] },
  "python-magic": { build: [], run: ["libmagic1"] },
  cairosvg: { build: [], run: ["libcairo2"] },
  pyodbc: { build: [], run: ["unixodbc"] },
  "python-ldap": { build: ["gcc", "libc6-dev", "libldap-dev", "libsasl2-dev"], run: ["libldap-2.5-0", "libsasl2-2"] },
  xmlsec: { build: ["gcc", "libc6-dev", "pkg-config", "libxmlsec1-dev"], run: ["libxmlsec1-openssl"] },
  pytesseract: { build: [], run: ["tesseract-ocr"] },
  pdf2image: { build: [], run: ["poppler-utils"] },
  pydub: { build: [], run: ["ffmpeg"] },
  gitpython: { build: [], run: ["git"] },
};

function reason(name: string, need: Need): string {
  const parts = [
    need.run.length === 0 ? "" : `${need.run.join(", ")} to run`,
    need.build.length === 0 ? "" : `${need.build.join(", ")} to build`,
  ];
  return `${name} needs ${parts.filter((part) => part !== "").join(" and ")}`;
}

/** `installed` are the packages that will be in the environment, with the extras that were asked for. */
export function pythonSystemPackages(
  installed: readonly { readonly name: string; readonly extras: readonly string[] }[],
): SystemPackages & { readonly because: readonly string[] } {
  const build = new Set<string>();
  const run = new Set<string>();
  const because: string[] = [];
  const names = new Set(installed.map((i) => i.name));
  for (const { name, extras } of installed) {
    let need = needs[name];
    // psycopg 3 is pure Python over libpq unless its wheel of it is asked for; `c` compiles.
    if (name === "psycopg" && !extras.includes("binary") && !names.has("psycopg-binary")) {
      need = extras.includes("c")
        ? { build: ["gcc", "libc6-dev", "libpq-dev"], run: ["libpq5"] }
        : { build: [], run: ["libpq5"] };
    }
    if (need === undefined) continue;
    for (const item of need.build) build.add(item);
    for (const item of need.run) run.add(item);
    because.push(reason(name, need));
  }
  return { build: [...build].sort(), run: [...run].sort(), because };
}
