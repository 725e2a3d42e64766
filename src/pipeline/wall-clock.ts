export { wallClock } from "../providers/wall-clock.ts";
