package org.parhelion.mpi;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words in which a job says why it failed. */
final class FailureReport {
    /** Set by a launcher that reads the marked lines from standard error and groups alike ones. */
    static final String PROTOCOL_VARIABLE = "PARHELION_FAILURE_PROTOCOL";

    private static final String FIRST_LINE = "\u001eparhelion-failure rank=%d code=%d %s%n";
    private static final String NEXT_LINE = "\u001eparhelion-failure+ rank=%d %s%n";

    private FailureReport() {}

    static int exitCode(Throwable failure) {
        return failure instanceof ExitCodeException exit ? exit.exitCode() : 1;
    }

    /** What the user reads: of his own mistakes the message, of the program's the stack trace too. */
    static String text(Throwable failure) {
        if (saysAll(failure)) {
            return failure.getMessage();
        }
        if (failure instanceof OutOfMemoryError) {
            return outOfMemory(failure);
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }

    private static String outOfMemory(Throwable error) {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory (" + error.getMessage() + "): Java's heap of " + megabytes
                + " MB is full; use more ranks on"
                + " more nodes or less data, or give Java more of a node's memory (PARHELION_HEAP_SHARE, in percent)";
    }

    /** All failures with alike ones grouped; messages only. */
    static String summary(int size, List<RankFailure.Failure> failures) {
        return grouped(size, failures, cause -> saysAll(cause) ? cause.getMessage() : cause.toString());
    }

    /** Whether the message needs no stack trace, because it has the lines in it or is none of the program's. */
    private static boolean saysAll(Throwable failure) {
        return failure instanceof ExitCodeException
                || failure instanceof DeadlockException
                || failure instanceof MpiUsageException;
    }

    /** All failures with alike ones grouped; as the user shall read them. */
    static String full(RankFailure failure) {
        return grouped(failure.size(), failure.failures(), FailureReport::text);
    }

    private static String grouped(
            int size, List<RankFailure.Failure> failures, java.util.function.Function<Throwable, String> words) {
        Map<String, List<Integer>> ranksByText = new LinkedHashMap<>();
        for (RankFailure.Failure failure : failures) {
            ranksByText
                    .computeIfAbsent(words.apply(failure.cause()), text -> new ArrayList<>())
                    .add(failure.rank());
        }
        List<String> parts = new ArrayList<>();
        boolean everyones =
                ranksByText.size() == 1 && failures.stream().allMatch(failure -> isEveryones(failure.cause()));
        ranksByText.forEach((text, ranks) -> parts.add((everyones ? "" : prefix(size, ranks)) + text));
        return String.join(System.lineSeparator(), parts);
    }

    /** What the user gave is no rank's affair: whichever tells of it speaks for all. */
    private static boolean isEveryones(Throwable failure) {
        return exitCode(failure) == ExitCodeException.BAD_INPUT || isOnAllRanks(failure);
    }

    private static boolean isOnAllRanks(Throwable failure) {
        return failure instanceof ExitCodeException exit && exit.isOnAllRanks();
    }

    private static String prefix(int size, List<Integer> ranks) {
        if (size == 1 || ranks.size() == size || ranks.get(0) < 0) {
            return "";
        }
        List<String> runs = new ArrayList<>();
        List<Integer> sorted = ranks.stream().sorted().distinct().toList();
        for (int from = 0, to; from < sorted.size(); from = to) {
            to = from + 1;
            while (to < sorted.size() && sorted.get(to) == sorted.get(to - 1) + 1) {
                to++;
            }
            runs.add(to - from == 1 ? "" + sorted.get(from) : sorted.get(from) + "-" + sorted.get(to - 1));
        }
        return "[rank" + (sorted.size() > 1 ? "s " : " ") + String.join(",", runs) + "] ";
    }

    /** One rank that is a process of its own reports: marked lines for the launcher, or plain text; in one write. */
    static int print(PrintStream stream, int rank, int size, Throwable failure) {
        int code = exitCode(failure);
        if (rank != 0 && isOnAllRanks(failure)) {
            return code;
        }
        String text = text(failure);
        if ("1".equals(System.getenv(PROTOCOL_VARIABLE))) {
            text = marked(rank, code, text);
        } else {
            text = (size == 1 || isEveryones(failure) ? "" : "[rank " + rank + "] ") + text + System.lineSeparator();
        }
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
        stream.flush();
        return code;
    }

    static String marked(int rank, int code, String text) {
        StringBuilder marked = new StringBuilder();
        List<String> lines = text.lines().toList();
        marked.append(FIRST_LINE.formatted(rank, code, lines.isEmpty() ? "" : lines.get(0)));
        for (int line = 1; line < lines.size(); line++) {
            marked.append(NEXT_LINE.formatted(rank, lines.get(line)));
        }
        return marked.toString();
    }
}
