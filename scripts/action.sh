#!/usr/bin/env bash
# The step of action.yml. Its inputs are in the environment; PROMPT_RUN_COMMAND stands in for the command in tests.
set -euo pipefail

# The lines of a text as words of `arguments`, the empty ones left out.
arguments=()
add_lines() {
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [ -n "${line// /}" ]; then arguments+=("$line"); fi
  done <<<"$1"
}

add_lines "${INPUT_SUITES:-}"
if [ ${#arguments[@]} = 0 ]; then
  echo "prompt-run action: error: the input suites is empty" >&2
  exit 2
fi
case ${INPUT_REPLIES:-live} in
live) ;;
reuse | offline | simulate) arguments+=("--$INPUT_REPLIES") ;;
*)
  echo "prompt-run action: error: the input replies is none of live, reuse, offline, simulate" >&2
  exit 2
  ;;
esac
if [ -n "${INPUT_MAX_COST:-}" ]; then arguments+=(--max-cost "$INPUT_MAX_COST"); fi
if [ -n "${INPUT_BASELINE:-}" ]; then arguments+=(--baseline "$INPUT_BASELINE" --allow-missing-baseline); fi
if [ -n "${INPUT_API_KEY:-}" ]; then export ANTHROPIC_API_KEY=$INPUT_API_KEY; fi
unset INPUT_API_KEY
add_lines "${INPUT_ARGUMENTS:-}"

reports=${INPUT_REPORTS:-prompt-run-reports}
annotations=$(mktemp)
arguments+=(--reporter table --reporter "github=$annotations")
arguments+=(--reporter "json=$reports/report.json" --reporter "junit=$reports/junit.xml")
arguments+=(--reporter "html=$reports/report.html" --reporter "markdown=$reports/report.md")

if [ -n "${PROMPT_RUN_COMMAND:-}" ]; then
  command=("$PROMPT_RUN_COMMAND")
elif [ -z "${INPUT_VERSION:-}" ] && [ -x node_modules/.bin/prompt-run ]; then
  command=(node_modules/.bin/prompt-run)
else
  # The name prompt-run alone is another package of the registry.
  command=(npx --yes -p "@prompt-run/cli@${INPUT_VERSION:-latest}" prompt-run)
fi

exit_code=0
"${command[@]}" run "${arguments[@]}" || exit_code=$?
# The table had stdout; the runner reads annotations from any line of the log.
cat "$annotations"
rm -f "$annotations"
exit "$exit_code"
