package org.parhelion.solvers.simulation;

import java.util.List;

/**
 * A word after {@code parhelion} on the command line. Commands of other modules are found through
 * {@link java.util.ServiceLoader}; those in this package are known to {@link ParhelionCommand} itself.
 */
public interface Command {
    /** The word itself: {@code run}, {@code bench}. */
    String name();

    /** One line for {@code parhelion --help}. */
    String summary();

    /** What may stand after the word besides options, as in {@code CASE} or {@code NAME [FILE]}; empty if nothing. */
    String operands();

    List<Option> options();

    /**
     * Does the work; prints results to {@code System.out} and nothing else there.
     *
     * @param arguments parsed against {@link #options}
     * @return exit code: see {@link ExitCode}
     * @throws InputException what the user gave cannot be used; the message goes to {@code System.err} as it is
     * @throws Exception anything else ends the command with {@link ExitCode#FAILED}
     */
    int run(Arguments arguments) throws Exception;
}
