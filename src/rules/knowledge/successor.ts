import { linesOf, productOf } from "./end-of-life.ts";
import { imageName } from "./image-name.ts";
import { remember } from "./remember.ts";

/** Releases of these are tried out before they are relied on: the even ones get long support. */
const longSupport: Readonly<Record<string, RegExp>> = {
  node: /^\d*[02468]$/,
  ubuntu: /^\d*[02468]\.04$/,
};
/** Tags of these name more than a line of releases, so no tag can be told from the line. */
const wholeVersions = new Set(["elasticsearch", "centos", "rockylinux"]);
/** Their files on disk are read by the next release only after steps of a person. */
const keepsData = new Set(["postgres", "mysql", "mariadb", "mongo", "elasticsearch", "rabbitmq"]);
const debian = ["trixie", "bookworm", "bullseye", "buster", "stretch", "jessie", "wheezy"];
const ubuntu = ["resolute", "noble", "jammy", "focal", "bionic", "xenial", "trusty"];

/** The name of a distribution's release in a tag, such as `buster`; null where it has none. */
export function codenameOf(tag: string): string | null {
  return tag.split("-").find((part) => debian.includes(part) || ubuntu.includes(part)) ?? null;
}

const head = /^v?\d+(?:\.\d+)*/;

/** The line of releases that `latest` stands for, with support today; null where no table knows. */
export function newestRelease(name: string, today: string): string | null {
  return newest(`${today}\n${name}`);
}

const newest = remember((question): string | null => {
  const [today = "", name = ""] = question.split("\n", 2);
  const product = productOf(name);
  return wholeVersions.has(product) ? null : (supported(product, today).find((line) => /^\d/.test(line)) ?? null);
});

/** The tag with the next release that has at least half a year of support left; null where none can be told. */
export function successorTag(reference: string, today: string): string | null {
  return answered(`${today}\n${reference}`);
}

const answered = remember((question): string | null => {
  const [today = "", reference = ""] = question.split("\n", 2);
  const { name, tag } = imageName(reference);
  const product = productOf(name);
  if (tag === null || keepsData.has(product) || wholeVersions.has(product)) return null;
  const own = (debian.includes(tag) || ubuntu.includes(tag)) && (product === "debian" || product === "ubuntu");
  if (own) return codeName(tag, halfYearAfter(today));
  const has = head.exec(tag)?.[0];
  if (has === undefined || (product === "python" && has.startsWith("2"))) return null;
  const line = nextLine(product, has.replace(/^v/, ""), today);
  const rest = tag.slice(has.length);
  const moved = distribution(rest, halfYearAfter(today));
  if (line === null || (line === undefined && moved === rest)) return null;
  // A patch release may be older than the distribution: its line has been built for it since.
  const kept = linesOf(product)?.has(short(has)) === true ? short(has) : has;
  return (line ?? kept) + moved;
});

/** Undefined where the line itself is still supported, null where nothing follows it. */
function nextLine(product: string, version: string, today: string): string | null | undefined {
  const lines = linesOf(product);
  if (lines === null) return undefined;
  const names = [...lines.keys()].filter((line) => /^\d/.test(line));
  const at = names.findIndex(
    (line) => line === version || version.startsWith(`${line}.`) || line.startsWith(`${version}.`),
  );
  const since = lines.get(names[at] ?? "");
  if (since === undefined || since === "-" || since >= today) return undefined;
  const soon = halfYearAfter(today);
  const good = new Set(supported(product, soon));
  return names.slice(0, at).findLast((line) => good.has(line)) ?? null;
}

function supported(product: string, today: string): readonly string[] {
  const even = longSupport[product];
  return [...(linesOf(product) ?? [])]
    .filter(([line, since]) => (since === "-" || since >= today) && (even === undefined || even.test(line)))
    .map(([line]) => line);
}

/** The rest of a tag with a distribution that is still supported. */
function distribution(rest: string, soon: string): string {
  return rest
    .replace(
      /(?<=-)(wheezy|jessie|stretch|buster|bullseye|trusty|xenial|bionic|focal|jammy)(?=-|$)/,
      (name) => codeName(name, soon) ?? name,
    )
    .replace(/(?<=-alpine)\d+\.\d+(?:\.\d+)?(?=-|$)/, (version) => {
      const lines = linesOf("alpine");
      const since = lines?.get(short(version));
      return since !== undefined && since >= soon ? version : (supported("alpine", soon)[0] ?? version);
    });
}

function codeName(name: string, soon: string): string | null {
  const [names, product] = debian.includes(name) ? [debian, "debian"] : [ubuntu, "ubuntu"];
  const lines = linesOf(product);
  const lives = (one: string): boolean => (lines?.get(one) ?? "") >= soon;
  return lives(name) ? name : (names.slice(0, names.indexOf(name)).findLast(lives) ?? null);
}

function short(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** A day (`YYYY-MM-DD`) some six months later. */
function halfYearAfter(day: string): string {
  const month = Number(day.slice(5, 7)) + 6;
  const year = Number(day.slice(0, 4)) + (month > 12 ? 1 : 0);
  return `${year}-${String(month > 12 ? month - 12 : month).padStart(2, "0")}${day.slice(7)}`;
}
