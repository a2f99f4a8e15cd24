/** What a role, a personal access token or an API key may do in an app (board page, 7.2), by bit. */
export const APP_PERMISSIONS = {
  Owner: 1,
  Admin: 2,
  ReadTeam: 4,
  ReadRoles: 8,
  ReadFiles: 16,
  WriteFiles: 32,
  InvokeApi: 64,
  WriteMeta: 128,
  ReadBoards: 256,
  ExecuteBoards: 512,
  WriteBoards: 1024,
  ListEvents: 2048,
  ReadEvents: 4096,
  ExecuteEvents: 8192,
  WriteEvents: 16_384,
  ReadLogs: 32_768,
  ReadAnalytics: 65_536,
  ReadConfig: 131_072,
  WriteConfig: 262_144,
  ReadTemplates: 524_288,
  WriteTemplates: 1_048_576,
  ReadCourses: 2_097_152,
  WriteCourses: 4_194_304,
  ReadWidgets: 8_388_608,
  WriteWidgets: 16_777_216,
  WriteRoutes: 33_554_432,
} as const;

export type AppPermission = keyof typeof APP_PERMISSIONS;

/** What people get who join an app: read templates, execute and list events. */
export const MEMBER_PERMISSIONS =
  APP_PERMISSIONS.ReadTemplates | APP_PERMISSIONS.ExecuteEvents | APP_PERMISSIONS.ListEvents;

const KNOWN_BITS = Object.values(APP_PERMISSIONS).reduce((bits, bit) => bits | bit, 0);

/** Whether a number is made of known bits only, and of one at least. */
export function areAppPermissions(bits: unknown): boolean {
  return (
    Number.isInteger(bits) &&
    (bits as number) > 0 &&
    ((bits as number) & ~KNOWN_BITS) === 0 &&
    (bits as number) <= KNOWN_BITS
  );
}

/** The bits of a whole number that stand for nothing, as numbers; empty = all are known. */
export function unknownAppPermissions(bits: number): number[] {
  const unknown: number[] = [];
  for (let rest = BigInt(bits) & ~BigInt(KNOWN_BITS); rest !== 0n; rest &= rest - 1n)
    unknown.push(Number(rest & -rest));
  return unknown;
}

/** Whether bits allow something; administrators of an app may everything but what is its owner's. */
export function isPermitted(bits: number, permission: AppPermission): boolean {
  const { Owner, Admin } = APP_PERMISSIONS;
  const enough = permission === 'Owner' ? Owner : APP_PERMISSIONS[permission] | Owner | Admin;
  return (bits & enough) !== 0;
}

/** What is left of a role's bits when the credentials may use `limit` at most; bit 1 there limits nothing. */
export function limitPermissions(bits: number, limit: number): number {
  const { Owner, Admin } = APP_PERMISSIONS;
  if ((limit & Owner) !== 0) return bits;
  const held = (bits & (Owner | Admin)) === 0 ? bits : KNOWN_BITS & ~Owner;
  return held & limit;
}

export function permissionNames(bits: number): AppPermission[] {
  return (Object.keys(APP_PERMISSIONS) as AppPermission[]).filter(
    (name) => (bits & APP_PERMISSIONS[name]) !== 0,
  );
}
