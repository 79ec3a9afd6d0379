export { DamagedZip, type ZipMember, zipMembers, zipText } from "./read.ts";
