package org.parhelion.mesh.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Portable Network Graphics, still and animated, without AWT: runs on headless Java without fonts.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, third edition, 2025 (chunks {@code acTL fcTL fdAT} are
 * the animated form). The same picture gives the same bytes.
 */
public final class PngWriter {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int FILTER_NONE = 0;
    private static final int FILTER_UP = 2;

    private PngWriter() {}

    /**
     * Writes a picture, aside and then renamed.
     *
     * @throws OutputException if that fails; a previous file of that name is kept
     */
    public static void write(Path target, PngImage image) {
        AtomicFile.writeBytes(target, encode(image));
    }

    /** The bytes of a picture's file. */
    public static byte[] encode(PngImage image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(image.pixels().length / 4 + 1024);
        file.writeBytes(SIGNATURE);
        file.writeBytes(chunk("IHDR", header(image)));
        if (image.palette() != null) {
            file.writeBytes(chunk("PLTE", palette(image)));
        }
        file.writeBytes(chunk("IDAT", compressed(image)));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    /**
     * Strings still pictures together to an animation that repeats for ever, without compressing them again; one
     * picture is held in memory at a time. Viewers that know no animation show the first.
     *
     * @param stills picture files that {@link #write} made, all of the same size and palette; at least one
     * @param milliseconds how long each is shown, 1 to 65535
     * @throws OutputException if a still cannot be read or does not fit, or the file cannot be written
     */
    public static void writeAnimation(Path target, List<Path> stills, int milliseconds) {
        if (stills.isEmpty() || milliseconds < 1 || milliseconds > 0xFFFF) {
            throw new IllegalArgumentException(
                    "an animation of " + stills.size() + " pictures, " + milliseconds + " ms each");
        }
        AtomicFile.write(target, channel -> {
            PngChunks first = PngChunks.read(stills.get(0));
            put(channel, SIGNATURE);
            put(channel, chunk("IHDR", first.header()));
            put(channel, chunk("acTL", ints(stills.size(), 0)));
            if (first.palette() != null) {
                put(channel, chunk("PLTE", first.palette()));
            }
            int sequence = 0;
            for (int n = 0; n < stills.size(); n++) {
                PngChunks still = n == 0 ? first : PngChunks.read(stills.get(n));
                refuseOther(first, still);
                put(channel, chunk("fcTL", frameControl(sequence++, still, milliseconds)));
                if (n == 0) {
                    put(channel, chunk("IDAT", still.data()));
                } else {
                    put(channel, chunk("fdAT", join(ints(sequence++), still.data())));
                }
            }
            put(channel, chunk("IEND", new byte[0]));
        });
    }

    private static void refuseOther(PngChunks first, PngChunks still) {
        if (!Arrays.equals(first.header(), still.header()) || !Arrays.equals(first.palette(), still.palette())) {
            throw new OutputException("cannot animate " + still.file() + " together with " + first.file()
                    + ": they differ in size or palette. Remove pictures that another case left in this folder");
        }
    }

    private static byte[] header(PngImage image) {
        int colourType = image.palette() == null ? 2 : 3;
        return ByteBuffer.allocate(13)
                .putInt(image.width())
                .putInt(image.height())
                .put((byte) 8)
                .put((byte) colourType)
                .array();
    }

    private static byte[] palette(PngImage image) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * image.palette().length);
        for (int rgb : image.palette()) {
            bytes.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
        }
        return bytes.array();
    }

    /** Width, height, no offset, delay in 1/1000 s, dispose: none, blend: source. */
    private static byte[] frameControl(int sequence, PngChunks still, int milliseconds) {
        return ByteBuffer.allocate(26)
                .putInt(sequence)
                .put(still.header(), 0, 8)
                .putInt(0)
                .putInt(0)
                .putShort((short) milliseconds)
                .putShort((short) 1000)
                .array();
    }

    /** Rows, each behind its filter: a row equal to the one above (magnified cells) becomes zeros. */
    private static byte[] compressed(PngImage image) {
        int row = image.bytesPerRow();
        byte[] pixels = image.pixels();
        byte[] filtered = new byte[(row + 1) * image.height()];
        for (int y = 0; y < image.height(); y++) {
            int from = y * row;
            int to = y * (row + 1);
            boolean repeats = y > 0 && Arrays.equals(pixels, from, from + row, pixels, from - row, from);
            filtered[to] = (byte) (repeats ? FILTER_UP : FILTER_NONE);
            if (!repeats) {
                System.arraycopy(pixels, from, filtered, to + 1, row);
            }
        }
        return deflated(filtered);
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
            byte[] part = new byte[1 << 14];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static void put(FileChannel channel, byte[] bytes) throws IOException {
        AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes));
    }
}
