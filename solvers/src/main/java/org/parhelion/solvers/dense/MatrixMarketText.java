package org.parhelion.solvers.dense;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import org.parhelion.mpi.ExitCodeException;

/** The text of a Matrix Market file, or of a part of one, element by element. Errors name file and line. */
public final class MatrixMarketText {
    private final Path file;
    private BufferedReader reader;
    private long line;
    private StringTokenizer words = new StringTokenizer("");

    private boolean coordinate;
    private boolean pattern;
    private boolean symmetric;
    private boolean skew;
    private int rows;
    private int columns;
    private long elements;
    private long read;
    /** Elements before the end of this part; none of a part that is the last. */
    private long partEnd = Long.MAX_VALUE;

    private int row = -1;
    private int column;
    private double value;

    /** @param reader at the beginning of the file */
    public MatrixMarketText(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Whether each element has a line of its own, with its row and column. */
    public boolean isCoordinate() {
        return coordinate;
    }

    /** Number of the line read last, from 1. */
    public long line() {
        return line;
    }

    /**
     * Goes on with a part of the file after the line of sizes.
     *
     * @param part begins with a line
     * @param lines how many lines lie before it
     * @param before how many elements lie before it
     * @param end how many elements there are up to its end; {@link Long#MAX_VALUE} if it is the last part
     */
    public void goOn(BufferedReader part, long lines, long before, long end) {
        reader = part;
        line = lines;
        read = before;
        partEnd = end;
    }

    /** Row of the element read last, from 0. */
    public int row() {
        return row;
    }

    /** Its column, from 0. */
    public int column() {
        return column;
    }

    public double value() {
        return value;
    }

    /** Whether the element stands for one on the other side of the diagonal, too. */
    public boolean hasMirror() {
        return (symmetric || skew) && row != column;
    }

    /** The value there. */
    public double mirror() {
        return skew ? -value : value;
    }

    private ExitCodeException bad(String problem) {
        return MatrixFiles.bad(file, Math.max(1, line), problem);
    }

    /** Reads banner, comments and sizes. */
    public void readSize() throws IOException {
        readBanner();
        if (!nextLine()) {
            throw bad("the file ends before the line of sizes; copy it again");
        }
        rows = size("rows");
        columns = size("columns");
        boolean square = rows == columns;
        if ((symmetric || skew) && !square) {
            throw bad("the banner says " + (skew ? "skew-symmetric" : "symmetric") + ", but " + rows + " × " + columns
                    + " is not square; write general there");
        }
        elements = coordinate ? entries() : arrayElements();
        if (words.hasMoreTokens()) {
            throw bad("there should be " + (coordinate ? 3 : 2) + " numbers here: rows, columns"
                    + (coordinate ? " and entries" : ""));
        }
    }

    private long arrayElements() {
        long all = (long) rows * columns;
        if (!symmetric && !skew) {
            return all;
        }
        return skew ? (all - rows) / 2 : (all + rows) / 2;
    }

    private void readBanner() throws IOException {
        String text = reader.readLine();
        line = 1;
        String[] banner = text == null
                ? new String[0]
                : text.strip().toLowerCase(Locale.ROOT).split("\\s+");
        if (banner.length == 0 || !banner[0].equals("%%matrixmarket")) {
            throw bad("a Matrix Market file begins with %%MatrixMarket matrix FORMAT FIELD SYMMETRY");
        }
        if (banner.length != 5 || !banner[1].equals("matrix")) {
            throw bad("the banner should be: %%MatrixMarket matrix FORMAT FIELD SYMMETRY");
        }
        coordinate = choice(banner[2], "format", Set.of("array", "coordinate")).equals("coordinate");
        pattern = choice(banner[3], "field", Set.of("real", "double", "integer", "pattern"))
                .equals("pattern");
        String symmetry = choice(banner[4], "symmetry", Set.of("general", "symmetric", "skew-symmetric"));
        symmetric = symmetry.equals("symmetric");
        skew = symmetry.equals("skew-symmetric");
        if (pattern && !coordinate) {
            throw bad("a pattern has no values to put into an array; write coordinate there");
        }
        if (pattern && skew) {
            throw bad("a pattern cannot be skew-symmetric, as its values have no sign");
        }
    }

    private String choice(String word, String what, Set<String> known) {
        if (!known.contains(word)) {
            throw bad("the " + what + " " + word + " cannot be read; these can: "
                    + String.join(", ", known.stream().sorted().toList()));
        }
        return word;
    }

    /** Goes to the next line that is neither empty nor a comment. */
    private boolean nextLine() throws IOException {
        String text = reader.readLine();
        while (text != null) {
            line++;
            if (!text.isBlank() && text.charAt(0) != '%') {
                words = new StringTokenizer(text);
                return true;
            }
            text = reader.readLine();
        }
        return false;
    }

    private int size(String what) {
        String word = word("number of " + what);
        try {
            int size = Integer.parseInt(word);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw bad(word + " is no number of " + what + ": it must be an integer from 0 to 2147483647");
    }

    private long entries() {
        String word = word("number of entries");
        if (!word.matches("[0-9]{1,18}")) {
            throw bad(word + " is no number of entries: it must be an integer from 0 on");
        }
        return Long.parseLong(word);
    }

    private String word(String what) {
        if (!words.hasMoreTokens()) {
            throw bad("here the " + what + " is missing");
        }
        return words.nextToken();
    }

    /** Reads the next element; false at the end of the part. */
    public boolean next() throws IOException {
        if (read == partEnd && read <= elements) {
            return false;
        }
        if (read == elements) {
            if (words.hasMoreTokens() || nextLine()) {
                throw bad("after all " + elements + " elements there should be nothing more");
            }
            return false;
        }
        if (!words.hasMoreTokens() && !nextLine()) {
            throw bad("the file ends after " + read + " of " + elements + " elements; copy it again");
        }
        read++;
        if (!coordinate) {
            step();
            value = number();
            return true;
        }
        row = index("row", rows);
        column = index("column", columns);
        value = pattern ? 1 : number();
        if (words.hasMoreTokens()) {
            throw bad("there should be " + (pattern ? 2 : 3) + " numbers here, as the banner says");
        }
        if (skew && row == column) {
            throw bad("the diagonal of a skew-symmetric matrix is zero and must not be given");
        }
        return true;
    }

    /** The next place of an array: column by column, from the diagonal on if symmetric, from below it if skew-symmetric. */
    private void step() {
        if (row < 0) {
            row = skew ? 1 : 0;
        } else if (++row == rows) {
            column++;
            row = skew ? column + 1 : symmetric ? column : 0;
        }
    }

    private int index(String what, int size) {
        String word = word(what);
        try {
            int index = Integer.parseInt(word);
            if (index >= 1 && index <= size) {
                return index - 1;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw bad("there is no " + what + " " + word + ": it must be an integer from 1 to " + size);
    }

    private double number() {
        String word = word("value");
        String plain = word.toLowerCase(Locale.ROOT);
        String sign = plain.startsWith("-") ? "-" : "";
        String size = plain.startsWith("-") || plain.startsWith("+") ? plain.substring(1) : plain;
        try {
            return switch (size) {
                case "nan" -> Double.NaN;
                case "inf", "infinity" -> Double.parseDouble(sign + "Infinity");
                // Fortran writes 1.0D+02.
                default -> Double.parseDouble(plain.replace('d', 'e'));
            };
        } catch (NumberFormatException e) {
            throw bad(word + " is not a number");
        }
    }
}
