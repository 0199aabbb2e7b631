package org.parhelion.solvers.linear;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The whole lines of a text file that begin between two bytes. */
final class FilePart {
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final long from;
    private final long to;
    private long lines;
    private long elements;

    private FilePart(FileChannel file, long from, long to) {
        this.file = file;
        this.from = from;
        this.to = to;
    }

    /**
     * Piece {@code index} of {@code pieces} of about equal size.
     *
     * @param begin where a line begins, at which the first piece does
     */
    static FilePart of(FileChannel file, long begin, int index, int pieces) throws IOException {
        long length = Math.max(0, file.size() - begin);
        return new FilePart(
                file,
                lineFrom(file, begin, cut(length, index, pieces)),
                lineFrom(file, begin, cut(length, index + 1, pieces)));
    }

    /** ⌊length · index / pieces⌋ without overflow. */
    private static long cut(long length, int index, int pieces) {
        return length / pieces * index + length % pieces * index / pieces;
    }

    /** Where the first line begins that does so at an offset or later; the end of the file if none does. */
    private static long lineFrom(FileChannel file, long begin, long offset) throws IOException {
        if (offset == 0) {
            return begin;
        }
        return afterLines(file, begin + offset - 1, 1);
    }

    /** The place after so many ends of lines from a place on; the end of the file if there are fewer. */
    static long afterLines(FileChannel file, long begin, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        long at = begin;
        long left = count;
        while (file.read(bytes.clear(), at) > 0) {
            for (int n = 0; n < bytes.position(); n++) {
                if (bytes.get(n) == '\n' && --left == 0) {
                    return at + n + 1;
                }
            }
            at += bytes.position();
        }
        return Math.max(begin, file.size());
    }

    /** Counts lines, and elements: lines that are neither blank nor comments. */
    void count() throws IOException {
        byte[] bytes = new byte[BUFFER];
        Stream stream = new Stream();
        boolean begins = true;
        boolean comment = false;
        boolean blank = true;
        for (int count = stream.read(bytes, 0, BUFFER); count > 0; count = stream.read(bytes, 0, BUFFER)) {
            for (int n = 0; n < count; n++) {
                byte b = bytes[n];
                comment = begins ? b == '%' : comment;
                begins = b == '\n';
                blank &= isBlank(b);
                if (begins) {
                    lines++;
                    elements += blank || comment ? 0 : 1;
                    blank = true;
                }
            }
        }
        if (!begins) {
            lines++;
            elements += blank || comment ? 0 : 1;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r') || (b >= 28 && b <= 31);
    }

    /** After {@link #count}. */
    long lines() {
        return lines;
    }

    /** After {@link #count}. */
    long elements() {
        return elements;
    }

    BufferedReader reader() {
        return new BufferedReader(new InputStreamReader(new Stream(), StandardCharsets.ISO_8859_1), BUFFER);
    }

    /** The bytes of the part. */
    private final class Stream extends InputStream {
        private long at = from;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int most = (int) Math.min(length, to - at);
            if (most <= 0) {
                return length == 0 ? 0 : -1;
            }
            int count = file.read(ByteBuffer.wrap(bytes, offset, most), at);
            at += Math.max(0, count);
            return count;
        }
    }
}
