package org.parhelion.solvers.simulation;

import java.util.List;

/** Help texts, made from what the commands say about themselves. */
final class Help {
    private Help() {}

    static String overview(List<Command> commands) {
        StringBuilder text = new StringBuilder("Usage: parhelion COMMAND …\n\nCommands:\n");
        int width = commands.stream().mapToInt(c -> head(c).length()).max().orElse(0);
        for (Command command : commands) {
            text.append("  ").append(pad(head(command), width)).append("  ").append(command.summary());
            text.append('\n');
        }
        return text.append("\nparhelion COMMAND --help tells more about one of them.\n")
                .toString();
    }

    static String of(String called, Command command) {
        StringBuilder text = new StringBuilder("Usage: " + called);
        if (!command.operands().isEmpty()) {
            text.append(' ').append(command.operands());
        }
        text.append(command.options().isEmpty() ? "\n\n" : " [options]\n\n");
        text.append(command.summary()).append('\n');
        int width = command.options().stream()
                .mapToInt(option -> option.usage().length())
                .max()
                .orElse(0);
        if (width > 0) {
            text.append("\nOptions:\n");
        }
        for (Option option : command.options()) {
            text.append("  ").append(pad(option.usage(), width)).append("  ").append(option.description());
            text.append(option.isRepeatable() ? " (repeatable)\n" : "\n");
        }
        return text.toString();
    }

    private static String head(Command command) {
        return (command.name() + " " + command.operands()).strip();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
