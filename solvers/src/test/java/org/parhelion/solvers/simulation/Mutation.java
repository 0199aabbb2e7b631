package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Damages text as typing errors, editors and malice do; from the same random numbers, the same text. */
final class Mutation {
    private static final List<String> WORDS = List.of(
            "0",
            "-1",
            "1e308",
            "-1e-320",
            "NaN",
            ".inf",
            "2147483648",
            "9999999999999999999999",
            "0x10",
            "null",
            "~",
            "true",
            "[]",
            "{}",
            "[[[[",
            "}}}}",
            "&a",
            "*a",
            "!!java.lang.Runtime {}",
            "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost/\"]]",
            "<<: *a",
            "---",
            "...",
            "\"",
            "'",
            "|",
            ">",
            "#",
            "%YAML 9",
            "\t",
            "\u0000",
            "\u202e",
            "\ud83d",
            "é",
            "../../etc",
            "/tmp/elsewhere",
            "CON",
            "a/b",
            "periodic",
            "dirichlet",
            "laplacian(",
            ")",
            "dx(dx(dx(dx(u))))",
            "shift(u, 1000000, 0, 0)",
            "u^u^u^u",
            "sqrt(-1)/0",
            "where(u, u)",
            "1/0",
            "max()",
            "size: [1000000000, 1000000000, 1000000000]",
            "rk4",
            "every: 0",
            "until: -1",
            "steps: 1e99");

    private final SplittableRandom random;

    Mutation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The text with one to four damages. */
    String of(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            damage(damaged);
        }
        return damaged.toString();
    }

    private void damage(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(9)) {
            case 0 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
            case 1 -> replaceWord(text, at);
            case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 12)));
            case 3 -> text.setLength(at);
            case 4 -> swapLines(text);
            case 5 -> text.insert(at, (char) random.nextInt(1, 0x300));
            case 6 -> repeat(text, at);
            case 7 -> indent(text);
            default -> text.insert(at, "(-[{\"".substring(random.nextInt(5)).repeat(random.nextInt(1, 400)));
        }
    }

    /** Puts a word for the letters and digits around a place. */
    private void replaceWord(StringBuilder text, int at) {
        int from = at;
        int to = at;
        while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
            to++;
        }
        text.replace(from, to, WORDS.get(random.nextInt(WORDS.size())));
    }

    private void swapLines(StringBuilder text) {
        List<String> lines = new ArrayList<>(text.toString().lines().toList());
        if (lines.size() > 1) {
            String one = lines.remove(random.nextInt(lines.size()));
            lines.add(random.nextInt(lines.size() + 1), one);
            text.setLength(0);
            text.append(String.join("\n", lines)).append('\n');
        }
    }

    private void repeat(StringBuilder text, int at) {
        String piece = text.substring(at, Math.min(text.length(), at + random.nextInt(1, 60)));
        text.insert(at, piece.repeat(random.nextInt(1, 50)));
    }

    private void indent(StringBuilder text) {
        int line = text.indexOf("\n", random.nextInt(text.length() + 1));
        if (line >= 0) {
            text.insert(line + 1, " ".repeat(random.nextInt(1, 5)));
        }
    }
}
