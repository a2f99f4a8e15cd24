/** What somebody may do on the whole platform (board page, 7.2), by bit. */
export const PLATFORM_PERMISSIONS = {
  Admin: 1,
  ReadPublishing: 2,
  WritePublishing: 4,
  ReadProfile: 8,
  WriteProfile: 16,
  ReadApps: 32,
  WriteApps: 64,
  WriteLandingPage: 128,
  ReadTransactions: 256,
  WriteTransactions: 512,
  WriteBits: 1024,
  ReadSolutions: 2048,
  WriteSolutions: 4096,
  ManagePackages: 8192,
} as const;

export type PlatformPermission = keyof typeof PLATFORM_PERMISSIONS;

/** Administrators may do everything. */
export function mayOnPlatform(bits: number, permission: PlatformPermission): boolean {
  return (bits & (PLATFORM_PERMISSIONS[permission] | PLATFORM_PERMISSIONS.Admin)) !== 0;
}
