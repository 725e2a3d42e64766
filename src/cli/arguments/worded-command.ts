import { Command, type ErrorOptions, type Option } from "commander";
import { nearestWord } from "../../base/nearest-word.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { UsageError } from "./usage-error.ts";

/** Thrown by what reads an option's value: what is expected of it. The option and the value are told with it. */
export class UnexpectedValue extends Error {
  readonly expected: Sentence;

  constructor(expected: Sentence) {
    super(expected);
    this.expected = expected;
  }
}

/** A command whose errors are UsageErrors in the catalogue's words, where commander has English of its own. */
export class WordedCommand extends Command {
  override createCommand(name?: string): WordedCommand {
    return new WordedCommand(name);
  }

  override addOption(option: Option): this {
    const read = option.parseArg?.bind(option);
    if (read !== undefined) {
      option.parseArg = <T>(value: string, previous: T): T =>
        this.readValue(option, value, () => read(value, previous));
    }
    return super.addOption(option);
  }

  /** Each of commander's errors comes through here. Throws a UsageError. */
  override error(message: string, { code = "" }: ErrorOptions = {}): never {
    throw new UsageError(sentenceOf(this, { code, message }), this.seeHelp());
  }

  private readValue<T>(option: Option, value: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnexpectedValue)) throw error;
      const { expected } = error;
      throw new UsageError(usage("option-value", { option: nameOf(option), value, expected }), this.seeHelp());
    }
  }

  private seeHelp(): Sentence {
    return usage("see-help", { command: this.parent === null ? null : this.name() });
  }
}

interface CommanderFault {
  /** https://github.com/tj/commander.js: stable, and one for each kind of error. */
  readonly code: string;
  /** In commander's English. */
  readonly message: string;
}

/** What an error of commander says, in the catalogue's words. */
function sentenceOf(command: Command, { code, message }: CommanderFault): Sentence {
  const { args, options, registeredArguments } = command;
  switch (code) {
    case "commander.unknownOption":
      return unknownOption(quotedIn(message), command);
    case "commander.optionMissingArgument":
      return usage("option-without-value", { option: quotedIn(message) });
    case "commander.missingMandatoryOptionValue": {
      const isMissing = (option: Option): boolean =>
        option.mandatory && command.getOptionValue(option.attributeName()) === undefined;
      const option = options.find(isMissing);
      return usage("missing-option", {
        option: option?.flags ?? quotedIn(message),
        meaning: option?.description ?? null,
      });
    }
    case "commander.missingArgument": {
      const missing = registeredArguments.find(({ required }, index) => required && args[index] === undefined);
      return usage("missing-argument", {
        argument: missing?.name() ?? quotedIn(message),
        meaning: missing?.description ?? null,
      });
    }
    case "commander.excessArguments":
      return usage("excess-arguments", { most: registeredArguments.length, got: args.length });
    default:
      return usage("unreadable-arguments", { reason: message.replace(/^error: /, "") });
  }
}

/** What commander's message is about: it gives it in no other way. */
function quotedIn(message: string): string {
  return /'(.*)'/s.exec(message)?.[1] ?? message;
}

function unknownOption(typed: string, command: Command): Sentence {
  // Without its value: that is no part of a misspelt name, and may be a secret.
  const option = typed.startsWith("--") ? (typed.split("=", 1)[0] ?? typed) : typed;
  const takers = command.parent?.commands.filter(({ options }) => options.map(nameOf).includes(option)) ?? [];
  if (takers.length > 0) {
    return usage("option-of-others", { option, command: command.name(), others: takers.map((other) => other.name()) });
  }
  const known = [...command.options.filter(({ hidden }) => !hidden).map(nameOf), "--help"];
  return usage("unknown-option", { option, nearest: begunWord(option, known) ?? nearestWord(option, known) });
}

/** The one name that the typed one begins, such as `--reporter` for `--report`: its end was left out, no letter is wrong. */
function begunWord(option: string, known: readonly string[]): string | null {
  const [first, second] = known.filter((name) => name.startsWith(option));
  return option.startsWith("--") && second === undefined ? (first ?? null) : null;
}

function nameOf({ long, flags }: Option): string {
  return long ?? flags;
}
