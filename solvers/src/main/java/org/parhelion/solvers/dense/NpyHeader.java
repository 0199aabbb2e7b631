package org.parhelion.solvers.dense;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parhelion.mpi.ExitCodeException;

/**
 * The header of NumPy's {@code .npy} format (NEP 1; {@code numpy.lib.format}).
 *
 * @param rows of the array
 * @param columns of the array; 1 if it is one-dimensional
 * @param fortranOrder whether columns lie in one piece, not rows
 * @param bytes of an element: 4 or 8
 * @param bigEndian byte order of the elements
 * @param offset where the elements begin [B]
 */
record NpyHeader(int rows, int columns, boolean fortranOrder, int bytes, boolean bigEndian, int offset)
        implements Serializable {
    /** Longest header that is looked at [B]: a plain array's has some 100. */
    static final int LONGEST = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"][^'\"]*['\"]|\\[)");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)\\b");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");

    /** What {@code numpy.save} writes for doubles in C order. */
    static NpyHeader ofDoubles(int rows, int columns) {
        return new NpyHeader(rows, columns, false, Double.BYTES, false, 0);
    }

    /** The bytes of the header, version 1. */
    byte[] encode() {
        StringBuilder text =
                new StringBuilder("{'descr': '" + (bigEndian ? '>' : '<') + "f" + bytes + "', 'fortran_order': "
                        + (fortranOrder ? "True" : "False") + ", 'shape': (" + rows + ", " + columns + "), }");
        int before = MAGIC.length + 4;
        while ((before + text.length() + 1) % ALIGNMENT != 0) {
            text.append(' ');
        }
        text.append('\n');
        ByteBuffer header = ByteBuffer.allocate(before + text.length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length());
        header.put(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        return header.array();
    }

    /**
     * Reads a header.
     *
     * @param start the file's first bytes: at least {@link #LONGEST}, or all of them
     * @param fileBytes the file's length
     * @throws ExitCodeException it is none, or the array is not one of a matrix
     */
    static NpyHeader decode(Path file, byte[] start, long fileBytes) {
        ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        for (byte magic : MAGIC) {
            if (!bytes.hasRemaining() || bytes.get() != magic) {
                throw MatrixFiles.bad(file, "does not begin as a .npy file does; write it with numpy.save");
            }
        }
        if (bytes.remaining() < 6) {
            throw cutShort(file, fileBytes);
        }
        int version = bytes.get();
        bytes.get();
        if (version < 1 || version > 3) {
            throw MatrixFiles.bad(file, "is of .npy version " + version + "; versions 1 to 3 can be read");
        }
        long length = version == 1 ? bytes.getShort() & 0xffff : bytes.getInt() & 0xffffffffL;
        if (length > bytes.remaining()) {
            if (bytes.position() + length > fileBytes) {
                throw cutShort(file, fileBytes);
            }
            throw MatrixFiles.bad(
                    file, "has a header of " + length + " bytes; no plain array needs more than " + LONGEST);
        }
        String text = new String(start, bytes.position(), (int) length, StandardCharsets.ISO_8859_1);
        return of(file, text, bytes.position() + (int) length, fileBytes);
    }

    private static NpyHeader of(Path file, String text, int offset, long fileBytes) {
        String type = find(file, text, TYPE, "descr").replaceAll("['\"]", "");
        if (!type.matches("[<>=]f[48]")) {
            throw MatrixFiles.bad(
                    file,
                    "line 1: elements are of type " + type
                            + "; f4 and f8 of either byte order can be read: convert with numpy.asarray(a, dtype='<f8')");
        }
        boolean fortran = find(file, text, ORDER, "fortran_order").equals("True");
        int[] shape = shape(file, find(file, text, SHAPE, "shape"));
        boolean big =
                type.charAt(0) == '>' || (type.charAt(0) == '=' && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
        NpyHeader header = new NpyHeader(shape[0], shape[1], fortran, type.charAt(2) - '0', big, offset);
        long needed = offset + (long) header.rows * header.columns * header.bytes;
        if (fileBytes < needed) {
            throw MatrixFiles.bad(
                    file,
                    "is cut short: " + header.rows + " × " + header.columns + " elements need " + needed
                            + " bytes, the file has " + fileBytes + "; copy it again");
        }
        return header;
    }

    private static String find(Path file, String text, Pattern pattern, String key) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw MatrixFiles.bad(file, "line 1: the header has no proper '" + key + "': " + text.strip());
        }
        return found.group(1);
    }

    private static int[] shape(Path file, String text) {
        String plain = text.replaceAll("[\\sL]", "").replaceAll(",$", "");
        String[] sizes = plain.isEmpty() ? new String[0] : plain.split(",", -1);
        if (sizes.length < 1 || sizes.length > 2) {
            throw MatrixFiles.bad(
                    file,
                    "line 1: the array has shape (" + text + "); a matrix has two dimensions:" + " use numpy.reshape");
        }
        try {
            return new int[] {size(sizes[0]), sizes.length == 1 ? 1 : size(sizes[1])};
        } catch (NumberFormatException e) {
            throw MatrixFiles.bad(
                    file, "line 1: the array has shape (" + text + "); sizes from 0 to 2147483647 can be read");
        }
    }

    private static int size(String text) {
        return Integer.parseInt(text, 0, text.length(), 10) < 0 ? Integer.parseInt("negative") : Integer.parseInt(text);
    }

    private static ExitCodeException cutShort(Path file, long fileBytes) {
        return MatrixFiles.bad(file, "is cut short within its header, after " + fileBytes + " bytes; copy it again");
    }
}
