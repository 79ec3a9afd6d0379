import { describe, expect, test } from "vitest";
import { type Ranged, readFrom } from "../byte-ranges/index.ts";
import { DamagedZip, insideMember, NestedAllowance, type ZipMember, zipMembers, zipText } from "./index.ts";
import { zip } from "./zip-writer.fixture.ts";

/** The text of `a.txt` in `b.zip` in the archive. */
function* inner(size: number, allowance: NestedAllowance): Ranged<string> {
  const [member] = yield* zipMembers(size);
  if (member === undefined) return "(none)";
  return yield* insideMember(member, allowance, function* (length) {
    const [text] = yield* zipMembers(length);
    return text === undefined ? "(none)" : yield* zipText(text);
  });
}

const read = (bytes: Buffer, allowance: NestedAllowance = new NestedAllowance()): string =>
  readFrom(bytes, inner(bytes.length, allowance));

const file = zip({ "a.txt": "hello" }, true);

test.each([false, true])("an archive inside another is read, packed: %s", (packed) => {
  expect(read(zip({ "b.zip": file }, packed))).toBe("hello");
});

test("a stored one is read where it lies, a packed one at once", () => {
  const requests = (bytes: Buffer): readonly number[] => {
    const lengths: number[] = [];
    const reader = inner(bytes.length, new NestedAllowance());
    for (let step = reader.next(); step.done !== true;) {
      lengths.push(step.value.length);
      step = reader.next(bytes.subarray(step.value.offset, step.value.offset + step.value.length));
    }
    return lengths;
  };
  const stored = zip({ "b.zip": zip({ "a.txt": "hello", "b.txt": "x".repeat(1024 * 1024) }) });
  expect(Math.max(...requests(stored))).toBeLessThan(70_000);
  expect(requests(zip({ "b.zip": file }, true))).toHaveLength(3);
});

describe("what lies inside is damaged", () => {
  const good = zip({ "b.zip": file });
  const member = (change: Partial<ZipMember>): string => {
    const [one] = readFrom(good, zipMembers(good.length));
    if (one === undefined) throw new Error("the archive has a member");
    const text = insideMember({ ...one, ...change }, new NestedAllowance(), function* (size) {
      return String((yield* zipMembers(size)).length);
    });
    return readFrom(good, text);
  };

  test("as it is, it is not", () => {
    expect(member({})).toBe("1");
  });

  test.each<[string, Partial<ZipMember>]>([
    ["shorter than an archive", { packed: 10 }],
    ["longer than the file", { packed: 0xffffffff }],
    ["behind the file", { headerAt: 0xfffffff0 }],
    ["packed in another way", { method: 9 }],
    ["not packed as it says", { method: 8 }],
  ])("%s", (_, change) => {
    expect(() => member(change)).toThrow(DamagedZip);
  });

  test("and grows beyond what it states", () => {
    const bytes = zip({ "b.zip": Buffer.concat([Buffer.alloc(100_000), file]) }, true);
    const stated = bytes.lastIndexOf("PK\x01\x02", undefined, "latin1") + 24;
    bytes.writeUInt32LE(1000, stated);
    expect(() => read(bytes)).toThrow(DamagedZip);
  });
});

describe("what is inflated and read in all is bounded", () => {
  const large = zip({ "b.zip": Buffer.concat([Buffer.alloc(30 * 1024 * 1024), zip({ "a.txt": "x" })]) }, true);

  test("by 64 MiB that are inflated, of which what is refused takes nothing", () => {
    const allowance = new NestedAllowance();
    expect(() => allowance.inflate(65 * 1024 * 1024)).toThrow(DamagedZip);
    // The directory of the inner one is not where its end says, so that it is read as damaged, after it was inflated.
    for (let times = 0; times < 2; times += 1) expect(() => read(large, allowance)).toThrow(/lists 0/);
    expect(() => read(large, allowance)).toThrow(/packed twice/);
    expect(read(zip({ "b.zip": file }, true), allowance)).toBe("hello");
  });

  test("by reads, however short", () => {
    const allowance = new NestedAllowance();
    const bytes = zip({ "b.zip": file });
    const often = (): void => {
      for (let times = 0; times < 32_768; times += 1) read(bytes, allowance);
    };
    expect(often).toThrow(/archives inside it/);
  });
});
