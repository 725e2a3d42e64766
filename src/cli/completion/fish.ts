import type { CommandShape, OptionShape, ValueKind } from "./describe-program.ts";
import { type CompletionFacts, DEFAULT_COMMAND, SHELLS } from "./shell-words.ts";

/** The script that `prompt-run completion fish | source` reads. */
export function fishScript(facts: CompletionFacts): string {
  const names = facts.commands.map(({ name }) => name).join(" ");
  return `# prompt-run completion for fish. In ~/.config/fish/config.fish: prompt-run completion fish | source
function __prompt_run_command
    set -l words (commandline -opc)
    if contains -- "$words[2]" ${names}
        echo $words[2]
    else
        echo ${DEFAULT_COMMAND}
    end
end

function __prompt_run_is
    test (__prompt_run_command) = $argv[1]
end

function __prompt_run_is_first
    test (count (commandline -opc)) = 1
end

function __prompt_run_runs
    set -l words (commandline -opc)
    set -l root $PWD
    while test -n "$root" -a ! -e "$root/.git" -a ! -e "$root/package.json"
        set root (string replace -r '/[^/]*$' '' -- $root)
    end
    test -n "$root"; or set root .
    set -l store $root/.prompt-run
    set -l at (contains -i -- --store $words); and set store $words[(math $at + 1)]
    echo latest
    for run in $store/runs/*/
        string match -r '^[A-Za-z0-9._][A-Za-z0-9._-]*$' -- (basename $run)
    end
end

complete -c prompt-run -f
${facts.commands.map((command) => commandLines(command, facts)).join("\n")}
`;
}

function commandLines(command: CommandShape, facts: CompletionFacts): string {
  const { name, description, argument, options } = command;
  return [
    `complete -c prompt-run -n __prompt_run_is_first -a ${name} -d ${fishWord(description)}`,
    ...(argument === null ? [] : argumentLines(argument, name, facts)),
    ...options.map((option) => optionLine(option, name, facts)),
  ].join("\n");
}

function argumentLines(kind: ValueKind, name: string, facts: CompletionFacts): string[] {
  const offer = offerOf(kind, facts);
  return offer === null ? [] : [`complete -c prompt-run -n "__prompt_run_is ${name}" ${offer}`];
}

function optionLine({ flag, description, value }: OptionShape, name: string, facts: CompletionFacts): string {
  const offer = value === null ? null : (offerOf(value, facts) ?? "");
  const takes = offer === null ? "" : ` ${value === "file" ? "-r" : "-x"} ${offer}`;
  return `complete -c prompt-run -n "__prompt_run_is ${name}" -l ${flag.slice(2)} -d ${fishWord(description)}${takes}`.trimEnd();
}

/** How a value of a kind is offered; null: it is not. */
function offerOf(kind: ValueKind, { reporters }: CompletionFacts): string | null {
  const offers: Readonly<Record<ValueKind, string | null>> = {
    suite: '-a "(__fish_complete_path (commandline -ct))"',
    run: '-a "(__prompt_run_runs)"',
    file: "-F",
    folder: '-a "(__fish_complete_directories)"',
    reporter: `-a "${reporters.join(" ")}"`,
    shell: `-a "${SHELLS.join(" ")}"`,
    other: null,
  };
  return offers[kind];
}

function fishWord(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
