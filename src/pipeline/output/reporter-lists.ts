// Which reporters there are, for the help: it loads none of them.
export {
  COMPARISON_REPORTERS,
  METER_REPORTERS,
  PROBLEM_REPORTERS,
  REPORTER_NAMES,
  REPORTERS,
} from "../../report/registry.ts";
