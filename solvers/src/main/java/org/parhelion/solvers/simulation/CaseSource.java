package org.parhelion.solvers.simulation;

/** Text that case values come from, with the name that messages call it by: a file's, or {@code --set a.b=value}. */
record CaseSource(String name, String text) {
    private static final int LONGEST_LINE = 110;
    private static final int LONGEST_PROBLEM = 600;

    /** A place in the text; line and column count from 1. */
    record Position(CaseSource source, int line, int column) {
        /** {@code file:line:column: problem}, the line itself or the part of it around, and a caret under the column. */
        String explain(String problem) {
            String line = source.line(this.line);
            String shown = line.isEmpty() ? "" : "\n" + excerpt(line, column - 1);
            return source.name + ":" + this.line + ":" + column + ": " + brief(problem) + shown;
        }

        /** Problems quote what was given, which may be long. */
        private static String brief(String problem) {
            return problem.length() <= LONGEST_PROBLEM
                    ? problem
                    : problem.substring(0, LONGEST_PROBLEM / 2) + " … "
                            + problem.substring(problem.length() - LONGEST_PROBLEM / 2);
        }

        private static String excerpt(String line, int at) {
            int from = line.length() <= LONGEST_LINE ? 0 : Math.max(0, Math.min(at, line.length()) - LONGEST_LINE / 2);
            int to = Math.min(line.length(), from + LONGEST_LINE);
            String before = from > 0 ? "… " : "";
            String after = to < line.length() ? " …" : "";
            String part = line.substring(from, to);
            return "    " + before + part + after + "\n    " + blanks(before, before.length()) + blanks(part, at - from)
                    + "^";
        }

        InputException refuse(String problem) {
            return new InputException(explain(problem));
        }

        /**
         * The place {@code offset} characters into a scalar that starts here, if the source spells the scalar's text out
         * on this line (as it does unless the text is folded over lines or has escapes).
         */
        Position within(String scalar, int offset) {
            String line = source.line(this.line);
            int start = line.indexOf(scalar, column - 1);
            boolean atOnce = start >= column - 1 && start <= column;
            return atOnce ? new Position(source, this.line, start + 1 + offset) : this;
        }
    }

    /** A line without its end, counted from 1; empty past the end. */
    String line(int number) {
        int start = 0;
        for (int n = 1; n < number; n++) {
            start = text.indexOf('\n', start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end);
        return line.stripTrailing();
    }

    /** As wide as the line's first characters; tabs stay tabs. */
    static String blanks(String line, int count) {
        StringBuilder blanks = new StringBuilder();
        for (int n = 0; n < count; n++) {
            blanks.append(n < line.length() && line.charAt(n) == '\t' ? '\t' : ' ');
        }
        return blanks.toString();
    }
}
