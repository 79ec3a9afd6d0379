import { imageName } from "./image-name.ts";

/** The day that this table was last gone through. Offline and dated: the same file gets the same answer everywhere. */
export const tableDate = "2026-11-01";

export const tableSource = "https://endoflife.date/";

/** Product -> release line -> last day of (free, standard or long-term) support. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  python: { "2": "2020-01-01", "2.7": "2020-01-01", "3.4": "2019-03-18", "3.5": "2020-09-30", "3.6": "2021-12-23", "3.7": "2023-06-27", "3.8": "2024-10-07", "3.9": "2025-10-31", "3.10": "2026-10-31", "3.11": "2027-10-31", "3.12": "2028-10-31", "3.13": "2029-10-31" },
  node: { "0": "2016-12-31", "4": "2018-04-30", "5": "2016-06-30", "6": "2019-04-30", "7": "2017-06-30", "8": "2019-12-31", "9": "2018-06-30", "10": "2021-04-30", "11": "2019-06-01", "12": "2022-04-30", "13": "2020-06-01", "14": "2023-04-30", "15": "2021-06-01", "16": "2023-09-11", "17": "2022-06-01", "18": "2025-04-30", "19": "2023-06-01", "20": "2026-04-30", "21": "2024-06-01", "22": "2027-04-30", "23": "2025-06-01", "24": "2028-04-30" },
  golang: { "1.15": "2021-08-16", "1.16": "2022-03-15", "1.17": "2022-08-02", "1.18": "2023-02-01", "1.19": "2023-08-08", "1.20": "2024-02-06", "1.21": "2024-08-13", "1.22": "2025-02-11", "1.23": "2025-08-12", "1.24": "2026-02-11" },
  ruby: { "2.4": "2020-03-31", "2.5": "2021-03-31", "2.6": "2022-03-31", "2.7": "2023-03-31", "3.0": "2024-04-23", "3.1": "2025-03-26", "3.2": "2026-03-31", "3.3": "2027-03-31" },
  php: { "5": "2018-12-31", "5.6": "2018-12-31", "7.0": "2019-01-10", "7.1": "2019-12-01", "7.2": "2020-11-30", "7.3": "2021-12-06", "7.4": "2022-11-28", "8.0": "2023-11-26", "8.1": "2025-12-31", "8.2": "2026-12-31" },
  debian: { "7": "2018-05-31", wheezy: "2018-05-31", "8": "2020-06-30", jessie: "2020-06-30", "9": "2022-06-30", stretch: "2022-06-30", "10": "2024-06-30", buster: "2024-06-30", "11": "2026-08-31", bullseye: "2026-08-31", "12": "2028-06-30", bookworm: "2028-06-30", "13": "2030-06-30", trixie: "2030-06-30" },
  ubuntu: { "12.04": "2017-04-28", "14.04": "2019-04-25", trusty: "2019-04-25", "16.04": "2021-04-30", xenial: "2021-04-30", "18.04": "2023-05-31", bionic: "2023-05-31", "20.04": "2025-05-31", focal: "2025-05-31", "21.04": "2022-01-20", "21.10": "2022-07-14", "22.04": "2027-04-01", jammy: "2027-04-01", "22.10": "2023-07-20", "23.04": "2024-01-25", "23.10": "2024-07-11", "24.10": "2025-07-10", "25.04": "2026-01-15" },
  alpine: { "3.8": "2020-05-01", "3.9": "2020-11-01", "3.10": "2021-05-01", "3.11": "2021-11-01", "3.12": "2022-05-01", "3.13": "2022-11-01", "3.14": "2023-05-01", "3.15": "2023-11-01", "3.16": "2024-05-23", "3.17": "2024-11-22", "3.18": "2025-05-09", "3.19": "2025-11-01", "3.20": "2026-04-01" },
  centos: { "5": "2017-03-31", "6": "2020-11-30", "7": "2024-06-30", "8": "2021-12-31", latest: "2021-12-31" },
  fedora: { "36": "2023-05-16", "37": "2023-12-05", "38": "2024-05-21", "39": "2024-11-26", "40": "2025-05-13" },
  postgres: { "9": "2021-11-11", "10": "2022-11-10", "11": "2023-11-09", "12": "2024-11-21", "13": "2025-11-13" },
  mysql: { "5": "2023-10-31", "5.6": "2021-02-05", "5.7": "2023-10-31", "8.0": "2026-04-30" },
  mongo: { "3": "2021-04-30", "4": "2024-02-29", "4.4": "2024-02-29", "5": "2024-10-31", "5.0": "2024-10-31", "6.0": "2025-07-31" },
  dotnet: { "2.1": "2021-08-21", "3.1": "2022-12-13", "5.0": "2022-05-10", "6.0": "2024-11-12", "7.0": "2024-05-14" },
  openjdk: { "": "2022-07-25" },
};

const products: Readonly<Record<string, string>> = { "mcr.microsoft.com/dotnet/sdk": "dotnet", "mcr.microsoft.com/dotnet/aspnet": "dotnet", "mcr.microsoft.com/dotnet/runtime": "dotnet", "mcr.microsoft.com/dotnet/runtime-deps": "dotnet" };

/** Distributions that other images name in their tags, such as `python:3.12-buster`. */
const inTags: readonly (readonly [RegExp, string])[] = [
  [/(?:^|-)(wheezy|jessie|stretch|buster|bullseye)(?:-|$)/, "debian"],
  [/(?:^|-)(trusty|xenial|bionic|focal)(?:-|$)/, "ubuntu"],
  [/(?:^|-)alpine(\d+\.\d+)(?:\.\d+)?(?:-|$)/, "alpine"],
];

export interface EndOfLife {
  readonly product: string;
  readonly release: string;
  readonly since: string;
}

/** What of an image is past its end of life on a day (`YYYY-MM-DD`); null where nothing is, or nothing is known. */
export function endOfLife(reference: string, today: string): EndOfLife | null {
  const { name, tag } = imageName(reference);
  const product = products[name] ?? name;
  const releases = Object.hasOwn(table, product) ? table[product] : undefined;
  if (releases !== undefined) {
    const release = releaseOf(releases, tag ?? "latest");
    const since = release === null ? undefined : releases[release];
    if (release !== null && since !== undefined && since < today) return { product, release, since };
  }
  for (const [pattern, distribution] of inTags) {
    const release = pattern.exec(tag ?? "")?.[1];
    const since = release === undefined ? undefined : table[distribution]?.[release];
    if (release !== undefined && since !== undefined && since < today) return { product: distribution, release, since };
  }
  return null;
}

function releaseOf(releases: Readonly<Record<string, string>>, tag: string): string | null {
  if ("" in releases) return "";
  const head = /^v?(\d+(?:\.\d+)?|[a-z]+)/.exec(tag)?.[1];
  if (head === undefined) return null;
  if (head in releases) return head;
  const major = head.split(".")[0] ?? head;
  return /^\d+\.\d+$/.test(head) && major in releases && !Object.keys(releases).some((key) => key.startsWith(`${major}.`)) ? major : null;
}
