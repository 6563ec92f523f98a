/* The completion for bash. It needs no helper functions of bash-completion, and starts no program but
 * readlink. */
#include "ui/cli/help.h"

#include <string.h>

#include "sim/model/product.h"
#include "sim/model/rule.h"
#include "sim/prove/fleet.h"

static void add_command_names(Text *out) {
    for (Command i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++)
        text_add_format(out, "%s%s", i > COMMAND_NONE + 1 ? " " : "", COMMANDS[i].name);
}

static void add_option_names(Text *out, Command command) {
    const char *before = "";
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        if (!options_allowed(command, i)) continue;
        text_add_format(out, "%s--%s", before, OPTIONS[i].name);
        before = " ";
    }
}

static void add_choices(Text *out, const Choice *choices) {
    for (const Choice *choice = choices; choice->name; choice++)
        text_add_format(out, "%s%s", choice > choices ? " " : "", choice->name);
}

/* What may stand behind an option that takes a value. */
static void add_value_case(Text *out, const OptionRow *option) {
    text_add(out, "        ");
    if (option->letter) text_add_format(out, "-%c|", option->letter);
    text_add_format(out, "--%s) ", option->name);
    if (option->choices) {
        text_add(out, "words='");
        add_choices(out, option->choices);
        text_add(out, "' ");
    } else if (option == &OPTIONS[OPTION_PRODUCT]) {
        text_add(out, "words='");
        for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++)
            text_add_format(out, "%s%s", p ? " " : "", BUILTIN_PRODUCTS[p].product.name);
        text_add(out, "' ");
    } else if (option == &OPTIONS[OPTION_REACH]) {
        text_add(out, "words='");
        for (int s = 0; s < STATE_COUNT; s++) text_add_format(out, "%s ", STATE_NAMES[s]);
        for (int r = 0; r < RULE_COUNT; r++)
            text_add_format(out, "%s%s", RULES[r].name, r + 1 < RULE_COUNT ? " " : "' ");
    } else if (option == &OPTIONS[OPTION_FLEET]) {
        text_add(out, "words='");
        for (int f = 0; f < fleet_count(); f++)
            text_add_format(out, "%s%s", FLEETS[f].name, f + 1 < fleet_count() ? " " : "' ");
    } else if (option == &OPTIONS[OPTION_OUTPUT] || option == &OPTIONS[OPTION_JOURNAL] ||
               option == &OPTIONS[OPTION_RECORD] || option == &OPTIONS[OPTION_REPLAY])
        text_add(out, "files=any ");
    text_add(out, ";;\n");
}

/* Scenarios, with the words that may stand before them; any file behind an option that takes many. */
static void add_files(Text *out, const CommandRow *row) {
    text_add(out, "            [[ $word == -* ]] || { files=scenarios words='");
    if (row->kinds) add_choices(out, row->kinds);
    text_add(out, "'; }\n");
    for (OptionId i = 0; i < OPTION_COUNT; i++)
        if (row->many & OPTION_BIT(i))
            text_add_format(out,
                            "            [[ $word == -* || \" ${COMP_WORDS[*]} \" != *' --%s '* ]] || "
                            "files=any\n",
                            OPTIONS[i].name);
}

static void add_command_case(Text *out, Command command) {
    const char *operand = COMMANDS[command].operand;
    text_add_format(out, "    %s)\n        case $before in\n", COMMANDS[command].name);
    for (OptionId i = 0; i < OPTION_COUNT; i++)
        if (options_allowed(command, i) && OPTIONS[i].argument) add_value_case(out, &OPTIONS[i]);
    text_add(out, "        *)\n            words='");
    add_option_names(out, command);
    text_add(out, "'\n");
    if (operand && strcmp(operand, "FILE") == 0)
        add_files(out, &COMMANDS[command]);
    else if (operand) {
        text_add(out, "            [[ $word == -* ]] || words='");
        add_command_names(out);
        text_add(out, "'\n");
    }
    text_add(out, "            ;;\n        esac\n        ;;\n");
}

static const char BEGINNING[] =
    "# Completion of leaselab for bash, printed by `leaselab help --bash-completion`.\n"
    "\n"
    "# The scenarios that ship, without path and number, that begin with $1. They are not\n"
    "# given to compgen -W, which would run what stands in a hostile file's name.\n"
    "_leaselab_scenarios() {\n"
    "    local home directory file\n"
    "    home=$(readlink -f -- \"$(type -P -- \"${COMP_WORDS[0]}\")\")\n"
    "    home=${home%/*}\n"
    "    home=${home%/*}\n"
    "    for directory in \"${LEASELAB_SCENARIOS-}\" \"$home/scenarios\" \"$home/share/leaselab/scenarios\"; "
    "do\n"
    "        [[ -n $directory ]] || continue\n"
    "        for file in \"$directory\"/[0-9]*-*.yaml; do\n"
    "            [[ -e $file ]] || continue\n"
    "            file=${file##*/}\n"
    "            file=${file#*-}\n"
    "            [[ $file == \"$1\"* ]] && printf '%s\\n' \"${file%.yaml}\"\n"
    "        done\n"
    "    done\n"
    "}\n"
    "\n"
    "_leaselab() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    local command='' words='' files='' i\n"
    "    if [[ $word == '=' ]]; then\n"
    "        word=''\n"
    "    elif [[ $before == '=' ]] && ((COMP_CWORD > 2)); then\n"
    "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        [[ ${COMP_WORDS[i]} == -* ]] && continue\n"
    "        command=${COMP_WORDS[i]}\n"
    "        break\n"
    "    done\n"
    "    case $command in\n";

static const char END[] = "    esac\n"
                          "    [[ -z $files ]] || compopt -o filenames 2>/dev/null\n"
                          "    mapfile -t COMPREPLY <<<\"$(\n"
                          "        case $files in\n"
                          "        any) compgen -f -- \"$word\" ;;\n"
                          "        scenarios)\n"
                          "            compgen -d -- \"$word\"\n"
                          "            compgen -f -X '!*.yaml' -- \"$word\"\n"
                          "            _leaselab_scenarios \"$word\"\n"
                          "            compgen -W \"$words\" -- \"$word\"\n"
                          "            ;;\n"
                          "        *) compgen -W \"$words\" -- \"$word\" ;;\n"
                          "        esac\n"
                          "    )\"\n"
                          "    [[ -n ${COMPREPLY[0]} ]] || COMPREPLY=()\n"
                          "}\n"
                          "\n"
                          "complete -F _leaselab leaselab\n";

void help_bash(Text *out) {
    text_add(out, BEGINNING);
    text_add(out, "    '') words='");
    add_command_names(out);
    text_add_char(out, ' ');
    add_option_names(out, COMMAND_NONE);
    text_add(out, "' ;;\n");
    for (Command i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++) add_command_case(out, i);
    text_add(out, END);
}
