export { insideMember, NestedAllowance } from "./nested.ts";
export { DamagedZip, type ZipMember, zipMembers, zipText } from "./read.ts";
