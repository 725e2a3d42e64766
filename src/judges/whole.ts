/** The name under which a menu without criteria has its one opinion. */
export const WHOLE = "";
