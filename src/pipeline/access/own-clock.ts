/** The clock of this machine, for those who compose a run and see no machine. */
export { wallClock } from "../../host/wall-clock.ts";
