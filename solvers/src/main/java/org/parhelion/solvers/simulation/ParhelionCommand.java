package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;

/** The program {@code parhelion}: finds the command that the first word names and runs it. */
public final class ParhelionCommand {
    private static final String PROGRAM = "parhelion";

    private ParhelionCommand() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /**
     * Runs a command line to its end; messages about bad input are printed, not thrown.
     *
     * @return exit code: see {@link ExitCode}
     */
    public static int execute(String... args) {
        try {
            return dispatch(Arrays.asList(args));
        } catch (ExitCodeException refused) {
            if (refused.exitCode() == ExitCode.BAD_INPUT) {
                Parallel.leaveWordsToFirstProcess(refused.exitCode());
            }
            String message = refused.getMessage();
            System.err.println(message.startsWith(PROGRAM + " ") ? message : PROGRAM + ": " + message);
            return refused.exitCode();
        } catch (Exception failure) {
            System.err.println(PROGRAM + ": " + describe(failure));
            return ExitCode.FAILED;
        }
    }

    private static int dispatch(List<String> words) throws Exception {
        if (words.isEmpty() || isHelp(words.get(0)) || words.get(0).equals("help")) {
            System.out.print(Help.overview(all()));
            return words.isEmpty() ? ExitCode.BAD_INPUT : ExitCode.DONE;
        }
        Command command = find(words.get(0));
        String called = PROGRAM + " " + command.name();
        List<String> rest = words.subList(1, words.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            System.out.print(Help.of(called, command));
            return ExitCode.DONE;
        }
        return command.run(Arguments.parse(called, command.options(), rest));
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    /** The frequent command is made directly, so that a run loads no class of another. */
    private static Command find(String name) {
        if (name.equals("run")) {
            return new RunCommand();
        }
        List<Command> all = all();
        for (Command command : all) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        List<String> names = all.stream().map(Command::name).toList();
        throw new InputException("unknown command \"" + name + "\"" + NearestWord.hint(name, names) + " (commands: "
                + String.join(", ", names) + ")");
    }

    private static List<Command> all() {
        List<Command> commands = new ArrayList<>(List.of(
                new RunCommand(),
                new CheckCommand(),
                new InfoCommand(),
                new VerifyCommand(),
                new ListCommand(),
                new DoctorCommand()));
        ServiceLoader.load(Command.class).forEach(commands::add);
        return commands;
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : failure.getClass().getSimpleName() + ": " + message;
    }
}
