/** The user that an image's processes run as, as the engine resolves it when it starts a container. */
export interface EffectiveUser {
  /** The USER of the image as written; empty where there is none. */
  readonly declared: string;
  /** Null where the engine could not tell, and so would not start the container. */
  readonly uid: number | null;
  readonly gid: number | null;
  /** Its name in /etc/passwd, or null. */
  readonly name: string | null;
  /** True where the uid is 0, and where a number overflows to it on engines that do not check. */
  readonly root: boolean;
  /** Written as numbers, so that it means the same in every image and Kubernetes can check it. */
  readonly numeric: boolean;
  /** What is wrong with the declaration, or null. */
  readonly problem: string | null;
  /** Names other than root with uid 0. */
  readonly rootAliases: readonly string[];
}

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const largest = 2 ** 31 - 1;

/** Lines of passwd or group whose numbers are numbers; malformed lines are passed over, as the engine does. */
function accounts(text: string, gidField: number): readonly Account[] {
  return text.split("\n").flatMap((line) => {
    const fields = line.split(":");
    const [name = "", , uid = "", gid = ""] = fields;
    const second = gidField === 2 ? uid : gid;
    if (name === "" || name.startsWith("#") || !/^\d+$/.test(uid) || !/^\d+$/.test(second)) return [];
    return [{ name, uid: Number(uid), gid: Number(second) }];
  });
}

/** An integer as Go's strconv.Atoi takes it (signs and leading zeros too), or null. */
function integer(text: string): number | null {
  return /^[+-]?\d{1,18}$/.test(text) ? Number(text) : null;
}

/** Resolves a USER declaration through the image's own /etc/passwd and /etc/group (texts; empty where there are none). */
export function effectiveUser(declared: string, passwd: string, group: string): EffectiveUser {
  const users = accounts(passwd, 3);
  const groups = accounts(group, 2);
  const rootAliases = users.filter((user) => user.uid === 0 && user.name !== "root").map((user) => user.name);
  const [userPart = "", groupPart = ""] = declared.trim().split(":", 2);
  const number = userPart === "" ? 0 : integer(userPart);
  const account =
    number === null ? users.find((user) => user.name === userPart) : users.find((user) => user.uid === number);
  const uid = number ?? account?.uid ?? null;
  const gidNumber = integer(groupPart);
  const gid =
    groupPart === "" ? (account?.gid ?? 0) : (gidNumber ?? groups.find((one) => one.name === groupPart)?.uid ?? null);
  const problem = problemOf(uid, gid, userPart, groupPart);
  return {
    declared,
    uid: problem === null ? uid : null,
    gid: problem === null ? gid : null,
    name: account?.name ?? null,
    root: uid !== null && uid % 2 ** 32 === 0,
    numeric: userPart !== "" && number !== null && (groupPart === "" || gidNumber !== null),
    problem,
    rootAliases,
  };
}

function problemOf(uid: number | null, gid: number | null, user: string, group: string): string | null {
  if (uid === null) return `user ${user} is not in the image's /etc/passwd`;
  if (gid === null) return `group ${group} is not in the image's /etc/group`;
  for (const [what, id] of [
    ["uid", uid],
    ["gid", gid],
  ] as const) {
    if (id < 0 || id > largest) return `${what} ${id} is not between 0 and ${largest}`;
  }
  return null;
}
