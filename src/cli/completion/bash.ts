import type { CommandShape, ValueKind } from "./describe-program.ts";
import {
  argumentKinds,
  type CompletionFacts,
  commandsTaking,
  DEFAULT_COMMAND,
  SHELLS,
  valueFlags,
} from "./shell-words.ts";

/** How a value of each kind is offered; `other` is not. Written for bash 3.2 too, which macOS has. */
const OFFERS: Readonly<Record<ValueKind, string>> = {
  suite: "_prompt_run_files '!*.yaml' '!*.yml'",
  run: "_prompt_run_runs",
  file: "_prompt_run_files ''",
  folder: "_prompt_run_files '*'",
  reporter: "_prompt_run_words $reporters",
  shell: `_prompt_run_words ${SHELLS.join(" ")}`,
  other: ":",
};

/** The script that `eval "$(prompt-run completion bash)"` reads. */
export function bashScript(facts: CompletionFacts): string {
  return `${HELPERS}\n${mainFunction(facts)}\ncomplete -F _prompt_run prompt-run\n`;
}

const HELPERS = `# prompt-run completion for bash. In ~/.bashrc: eval "$(prompt-run completion bash)"
_prompt_run_words() { # not by compgen -W, which evaluates what it is given
  local word
  for word in "$@"; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done
}

_prompt_run_runs() { # ids of runs are plain words: any other folder is none, and could be run when it is inserted
  local folder
  _prompt_run_words latest
  for folder in "$store"/runs/*/; do
    folder=\${folder%/}
    folder=\${folder##*/}
    [[ $folder == *[!A-Za-z0-9._-]* || $folder == -* ]] || _prompt_run_words "$folder"
  done
}

_prompt_run_store() { # of the project that the working folder belongs to
  local root=$PWD
  while [[ -n $root && ! -e $root/.git && ! -e $root/package.json ]]; do root=\${root%/*}; done
  store=\${root:-.}/.prompt-run
}

_prompt_run_files() {
  local IFS=$'\\n' pattern
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -d -- "$cur"))
  for pattern in "$@"; do
    COMPREPLY+=($(compgen -f -X "$pattern" -- "$cur"))
  done
}
`;

function mainFunction({ commands, reporters }: CompletionFacts): string {
  const names = commands.map(({ name }) => name);
  return `_prompt_run() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  local command=${DEFAULT_COMMAND} store options='' i
  local reporters="${reporters.join(" ")}"
  COMPREPLY=()
  _prompt_run_store
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
    ${names.join("|")}) [ "$i" = 1 ] && command=\${COMP_WORDS[i]} ;;
    --store) store=\${COMP_WORDS[i+1]} ;;
    esac
  done
  case $prev in
    =) _prompt_run_files ''; return ;;
${valueCases(commands)}
  esac
  case $command in
${optionCases(commands)}
  esac
  if [[ $cur == -* ]]; then
    _prompt_run_words $options
    return
  fi
  [ "$COMP_CWORD" = 1 ] && _prompt_run_words ${names.join(" ")}
  case $command in
${argumentCases(commands)}
  esac
}
`;
}

function optionCases(commands: readonly CommandShape[]): string {
  return commands
    .map(({ name, options }) => `    ${name}) options="${options.map(({ flag }) => flag).join(" ")}" ;;`)
    .join("\n");
}

function valueCases(commands: readonly CommandShape[]): string {
  return [...valueFlags(commands)]
    .map(([kind, flags]) => `    ${flags.join("|")}) ${OFFERS[kind]}; return ;;`)
    .join("\n");
}

function argumentCases(commands: readonly CommandShape[]): string {
  return argumentKinds(commands)
    .map((kind) => `    ${commandsTaking(commands, kind).join("|")}) ${OFFERS[kind]} ;;`)
    .join("\n");
}
