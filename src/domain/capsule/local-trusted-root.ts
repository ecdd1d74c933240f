/** File name under which the local instance's trusted root is put beside the evidence. */
export const LOCAL_TRUSTED_ROOT = "local.trusted_root.json";
