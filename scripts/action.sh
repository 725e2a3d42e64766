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

# Is there any baseline at the input baseline?
has_baseline() {
  if [ -d "$INPUT_BASELINE" ]; then [ -n "$(find "$INPUT_BASELINE/" -name '*.json')" ]; else [ -e "$INPUT_BASELINE" ]; fi
}

# Names what the base branch of a pull request has at the input baseline and this checkout has not: with it a pull request
# would take away what it is held against. Fails where the base branch cannot be read.
gone_baselines() {
  local base=${GITHUB_BASE_REF:-} name names
  if [ -z "$base" ]; then return 0; fi
  if ! git cat-file -e "refs/remotes/origin/$base^{commit}" 2>/dev/null; then
    git fetch -q -n "--depth=1" origin "+refs/heads/$base:refs/remotes/origin/$base" >&2 || return 1
  fi
  names=$(git -c core.quotePath=off ls-tree -r "--name-only" "refs/remotes/origin/$base" -- "$INPUT_BASELINE") || return 1
  while IFS= read -r name; do
    if [ -n "$name" ] && [ ! -f "$name" ]; then printf '%s is on the base branch and not here; ' "$name"; fi
  done <<<"$names"
}

# What an earlier run left, or a pull request committed, is no report of this one: whatever ends this step, it must not be
# uploaded as one.
reports=${INPUT_REPORTS:-prompt-run-reports}
annotations=$reports/annotations.txt
for report in report.json junit.xml report.html report.md annotations.txt; do
  rm -f -- "$reports/$report" || exit 2
done

add_lines "${INPUT_SUITES:-}"
if [ ${#arguments[@]} = 0 ]; then
  echo "prompt-run action: error: the input suites is empty" >&2
  exit 2
fi
case ${INPUT_FIRST_BASELINE:-false} in
true | false) ;;
*)
  echo "prompt-run action: error: the input first-baseline is none of true, false" >&2
  exit 2
  ;;
esac
case ${INPUT_REPLIES:-live} in
live) ;;
reuse | offline | simulate) arguments+=("--$INPUT_REPLIES") ;;
*)
  echo "prompt-run action: error: the input replies is none of live, reuse, offline, simulate" >&2
  exit 2
  ;;
esac
if [ -n "${INPUT_MAX_COST:-}" ]; then arguments+=(--max-cost "$INPUT_MAX_COST"); fi
if [ -n "${INPUT_BASELINE:-}" ]; then
  arguments+=(--baseline "$INPUT_BASELINE")
  if gone=$(gone_baselines) && [ -z "$gone" ]; then
    if [ "${INPUT_FIRST_BASELINE:-false}" = true ] || has_baseline; then
      # A new suite has none yet. Whether a suite was only renamed, prompt-run finds by what else is in the folder.
      arguments+=(--allow-missing-baseline)
    else
      # A cache that was evicted looks like this too, and must not turn every comparison off. The folder is made, so that the
      # suites are run and the run can be accepted as the first baseline.
      echo "prompt-run action: a missing baseline is not allowed: there is none at all at $INPUT_BASELINE (was a cache evicted? accept a run of the main branch; the first time, set the input first-baseline: true)" >&2
      case $INPUT_BASELINE in */) mkdir -p "$INPUT_BASELINE" ;; esac
    fi
  else
    echo "prompt-run action: a missing baseline is not allowed: ${gone:-the base branch cannot be read, see actions/checkout}" >&2
  fi
fi
if [ -n "${INPUT_API_KEY:-}" ]; then export ANTHROPIC_API_KEY=$INPUT_API_KEY; fi
unset INPUT_API_KEY
add_lines "${INPUT_ARGUMENTS:-}"

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
if [ -f "$annotations" ]; then cat "$annotations"; fi
exit "$exit_code"
