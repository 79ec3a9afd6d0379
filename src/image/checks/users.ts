import { counted, type Found, type ImageCheck, some, whole } from "./check.ts";

interface Row {
  readonly name: string;
  readonly id: string;
}

/** Lines of passwd or group that have a name and a number; malformed ones are passed over. */
function rows(text: string): readonly Row[] {
  return text.split("\n").flatMap((line) => {
    const [name = "", , id = ""] = line.split(":");
    return name === "" || name.startsWith("#") || !/^\d+$/.test(id) ? [] : [{ name, id }];
  });
}

function twice(text: string, what: string, where: string): readonly Found[] {
  const all = rows(text);
  const groups = (key: keyof Row): readonly (readonly [string, readonly Row[]])[] => {
    const byKey = new Map<string, Row[]>();
    for (const one of all) {
      const group = byKey.get(one[key]);
      if (group === undefined) byKey.set(one[key], [one]);
      else group.push(one);
    }
    return [...byKey].filter(([, group]) => group.length > 1);
  };
  const ids = groups("id").map(([id, group]) => {
    const names = group.map((one) => one.name);
    return { message: `${what} ${id} has several names: ${some(names)}.`, where, layer: null };
  });
  const names = groups("name").map(([name]) => {
    return { message: `The name ${name} stands twice in ${where}.`, where, layer: null };
  });
  return [...ids, ...names];
}

/** Accounts that anybody may log in to: no password in shadow, or none in passwd where it keeps them itself. */
export function emptyPasswords(passwd: string, shadow: string): readonly string[] {
  const second = (text: string): readonly string[] =>
    text.split("\n").flatMap((line) => {
      const fields = line.split(":");
      return fields.length > 2 && fields[0] !== "" && fields[1] === "" ? [fields[0] ?? ""] : [];
    });
  return [...new Set([...second(passwd), ...second(shadow)])].toSorted();
}

export const userChecks: readonly ImageCheck[] = [
  {
    id: "SWI101",
    slug: "user/root",
    title: "Runs as root",
    severity: "warning",
    dimension: "security",
    aka: ["dockle:CIS-DI-0001", "cis-docker:4.1", "trivy:DS-0002"],
    why: "Root inside is root outside after one fault of the kernel or the engine.",
    check: ({ user }) => {
      if (!user.root) return [];
      const declared = user.declared === "" ? "no user is declared" : `USER ${user.declared} is uid 0`;
      return [{ message: `The image runs as root: ${declared}.`, where: "config User", layer: null }];
    },
  },
  {
    id: "SWI102",
    slug: "user/unresolvable",
    title: "User that cannot be resolved",
    severity: "error",
    dimension: "operability",
    aka: [],
    why: "The engine refuses to start a container whose user it cannot find, or whose number is out of range.",
    check: ({ user }) =>
      user.problem === null
        ? []
        : [{ message: `No container starts: ${user.problem}.`, where: "config User", layer: null }],
  },
  {
    id: "SWI103",
    slug: "user/second-root",
    title: "A second name for root",
    severity: "warning",
    dimension: "security",
    aka: ["dockle:DKL-LI-0002"],
    why: "An account with uid 0 is root by another name, and escapes checks that go by the name.",
    check: ({ user }) =>
      user.rootAliases.map((name) => ({ message: `${name} has uid 0 too.`, where: "etc/passwd", layer: null })),
  },
  {
    id: "SWI104",
    slug: "user/empty-password",
    title: "Account without a password",
    severity: "error",
    dimension: "security",
    aka: ["dockle:DKL-LI-0001"],
    why: "Whoever reaches a login or su inside the container becomes that user.",
    check: ({ accounts }) =>
      emptyPasswords(accounts.passwd, accounts.shadow).map((name) => ({
        message: `${name} has an empty password.`,
        where: "etc/shadow",
        layer: null,
      })),
  },
  {
    id: "SWI105",
    slug: "user/duplicate-id",
    title: "One number or name for several accounts",
    severity: "info",
    dimension: "security",
    aka: ["dockle:DKL-LI-0002"],
    why: "Files of the one account belong to the other as well.",
    check: ({ accounts }) => [
      ...twice(accounts.passwd, "uid", "etc/passwd").filter((one) => !one.message.startsWith("uid 0 ")),
      ...twice(accounts.group, "gid", "etc/group"),
    ],
  },
  {
    id: "SWI106",
    slug: "files/setuid",
    title: "setuid and setgid programs",
    severity: "info",
    dimension: "security",
    aka: ["dockle:CIS-DI-0008", "cis-docker:4.8"],
    why: "They give a process rights that its user has not. Where no-new-privileges is set they do nothing.",
    check: ({ setuid }) =>
      setuid.length === 0
        ? []
        : [
            whole(
              `${counted(setuid.length, "program")} with another's rights: ${some(setuid.map((one) => `/${one.path}`))}.`,
            ),
          ],
  },
  {
    id: "SWI107",
    slug: "files/world-writable",
    title: "Paths that everybody may write",
    severity: "warning",
    dimension: "security",
    aka: [],
    why: "Any process of the container can change them, whatever user it runs as.",
    check: ({ worldWritable }) =>
      worldWritable.length === 0
        ? []
        : [
            whole(
              `Everybody may write ${counted(worldWritable.length, "path")}: ${some(worldWritable.map((one) => `/${one.path}`))}.`,
            ),
          ],
  },
];
