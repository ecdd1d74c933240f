/** What the scripts that install a release are called on it. */
export const INSTALLER_NAMES = ["install.sh", "install.ps1"] as const;
