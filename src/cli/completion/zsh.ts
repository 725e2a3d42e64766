import type { CommandShape, ValueKind } from "./describe-program.ts";
import {
  argumentKinds,
  type CompletionFacts,
  commandsTaking,
  DEFAULT_COMMAND,
  quoted,
  SHELLS,
  valueFlags,
} from "./shell-words.ts";

const OFFERS: Readonly<Record<ValueKind, string>> = {
  suite: "_files -g '*.(yaml|yml)'",
  run: "_prompt_run_runs",
  file: "_files",
  folder: "_files -/",
  reporter: "compadd -- $reporters",
  shell: `compadd -- ${SHELLS.join(" ")}`,
  other: "_message value",
};

/** The script that `eval "$(prompt-run completion zsh)"` reads; it may also stand in a folder of $fpath as `_prompt-run`. */
export function zshScript({ commands, reporters }: CompletionFacts): string {
  const valueCases = [...valueFlags(commands)].map(
    ([kind, flags]) => `    ${flags.join("|")}) ${OFFERS[kind]}; return ;;`,
  );
  const argumentCases = argumentKinds(commands).map(
    (kind) => `    ${commandsTaking(commands, kind).join("|")}) ${OFFERS[kind]} ;;`,
  );
  return `#compdef prompt-run
# prompt-run completion for zsh. In ~/.zshrc, after compinit: eval "$(prompt-run completion zsh)"
_prompt_run_runs() {
  local at=\${words[(I)--store]} root=$PWD store
  while [[ -n $root && ! -e $root/.git && ! -e $root/package.json ]]; do root=\${root%/*}; done
  store=\${root:-.}/.prompt-run
  (( at > 0 )) && store=\${words[at+1]}
  local -a runs=( $store/runs/*(N/:t) )
  compadd -- latest \${\${runs:#*[^A-Za-z0-9._-]*}:#-*}
}

_prompt_run() {
  local command=${DEFAULT_COMMAND}
  local -a options reporters=(${reporters.join(" ")})
  local -a commands=(
${commands.map((command) => `    ${describedWord(command.name, command.description)}`).join("\n")}
  )
  (( CURRENT > 2 && \${commands[(I)\${words[2]}:*]} > 0 )) && command=\${words[2]}
  case \${words[CURRENT-1]} in
${valueCases.join("\n")}
  esac
  case $command in
${commands.map(optionCase).join("\n")}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    _describe -o option options
    return
  fi
  (( CURRENT == 2 )) && _describe command commands
  case $command in
${argumentCases.join("\n")}
  esac
}

if (( $+functions[compdef] )); then compdef _prompt_run prompt-run; fi
`;
}

function optionCase({ name, options }: CommandShape): string {
  const words = options.map(({ flag, description }) => `      ${describedWord(flag, description)}`);
  return `    ${name}) options=(\n${words.join("\n")}\n    ) ;;`;
}

/** A word and its description, as `_describe` wants them. */
function describedWord(word: string, description: string): string {
  return quoted(`${word}:${description.replaceAll(":", "\\:")}`);
}
