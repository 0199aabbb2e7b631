package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark found: numbers for a file, a table for people, and what is to be said about it. */
final class Report {
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String[]> table = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Report(String... columns) {
        table.add(columns.clone());
    }

    void add(String name, double value, String unit) {
        measurements.add(new Measurement(name, value, unit));
    }

    /** A line of the table, as many cells as columns. */
    void row(String... cells) {
        table.add(cells.clone());
    }

    void note(String text) {
        notes.add(text);
    }

    List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    /** The table, its first column flush left and the others flush right, and the notes. */
    @Override
    public String toString() {
        int[] widths = new int[table.get(0).length];
        for (String[] cells : table) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], cells[c].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] cells : table) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String pad = " ".repeat(widths[c] - cells[c].length());
                line.append(c == 0 ? "" : "  ").append(c == 0 ? cells[c] + pad : pad + cells[c]);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    /** {@code value} with so many decimals, or a dash where there is none. */
    static String format(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
