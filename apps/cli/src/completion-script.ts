import type { Command } from 'commander';

/** What can be completed: each command with its options. */
interface Words {
  readonly name: string;
  readonly description: string;
  readonly options: readonly {
    readonly flag: string;
    readonly description: string;
    readonly choices: readonly string[];
  }[];
  readonly choices: readonly string[];
}

/** A script for a shell that completes the commands and options of the program. */
export function completionScript(program: Command, shell: 'bash' | 'zsh' | 'fish'): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](program.commands.map(wordsOf));
}

function wordsOf(command: Command): Words {
  return {
    name: command.name(),
    description: command.description(),
    options: [
      ...command.options.map((option) => ({
        flag: option.long ?? option.short ?? '',
        description: option.description,
        choices: option.argChoices ?? [],
      })),
      { flag: '--help', description: 'show help', choices: [] },
    ],
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
  };
}

function bashScript(commands: readonly Words[]): string {
  const cases = commands.map(
    ({ name, options, choices }) =>
      `    ${name}) words="${[...options.map(({ flag }) => flag), ...choices].join(' ')}" ;;`,
  );
  const values = valueChoices(commands).map(
    ([flag, choices]) => `    ${flag}) words="${choices.join(' ')}" ;;`,
  );
  return `# engage completion for bash
_engage() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="${commands.map(({ name }) => name).join(' ')} help --help --version" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(' ')} help --help --version"; fi
  case "$previous" in
${values.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _engage engage
`;
}

function zshScript(commands: readonly Words[]): string {
  const names = commands.map(({ name, description }) => `    ${zshQuoted(`${name}:${description}`)}`);
  const cases = commands.map(({ name, options, choices }) => {
    const specs = options.map(({ flag, description, choices: values }) => {
      const value = values.length > 0 ? `:value:(${values.join(' ')})` : '';
      return zshQuoted(`${flag}[${description.replace(/[[\]:]/g, ' ')}]${value}`);
    });
    const first = choices.length > 0 ? zshQuoted(`1:choice:(${choices.join(' ')})`) : `'*:file:_files'`;
    return `    ${name}) _arguments ${[...specs, first].join(' ')} ;;`;
  });
  return `#compdef engage
# engage completion for zsh
_engage() {
  local -a commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command=$words[2]
  shift words; (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = "_engage" ]; then _engage; else compdef _engage engage; fi
`;
}

function fishScript(commands: readonly Words[]): string {
  const lines = commands.flatMap(({ name, description, options, choices }) => [
    `complete -c engage -n __fish_use_subcommand -a ${name} -d ${fishQuoted(description)}`,
    ...options.map(({ flag, description: text, choices: values }) => {
      const value = values.length > 0 ? ` -x -a ${fishQuoted(values.join(' '))}` : '';
      return `complete -c engage -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)} -d ${fishQuoted(text)}${value}`;
    }),
    ...(choices.length > 0
      ? [`complete -c engage -n '__fish_seen_subcommand_from ${name}' -f -a ${fishQuoted(choices.join(' '))}`]
      : []),
  ]);
  return `# engage completion for fish\n${lines.join('\n')}\n`;
}

/** Flags whose values are a few words, each once. */
function valueChoices(commands: readonly Words[]): [string, readonly string[]][] {
  const all = commands.flatMap(({ options }) => options).filter(({ choices }) => choices.length > 0);
  return [...new Map(all.map(({ flag, choices }): [string, readonly string[]] => [flag, choices]))];
}

function zshQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
