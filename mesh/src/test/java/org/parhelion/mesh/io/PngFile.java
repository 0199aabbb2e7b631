package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/** A PNG file taken apart by the letter of the specification, for tests. */
final class PngFile {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Chunk(String type, byte[] data) {
        ByteBuffer buffer() {
            return ByteBuffer.wrap(data);
        }
    }

    final List<Chunk> chunks = new ArrayList<>();

    PngFile(byte[] file) {
        assertArrayEquals(new byte[] {(byte) 137, 80, 78, 71, 13, 10, 26, 10}, Arrays.copyOf(file, 8));
        ByteBuffer in = ByteBuffer.wrap(file).position(8);
        while (in.hasRemaining()) {
            byte[] data = new byte[in.getInt()];
            byte[] type = new byte[4];
            in.get(type).get(data);
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(data);
            assertEquals((int) crc.getValue(), in.getInt());
            chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
        }
    }

    List<String> types() {
        return chunks.stream().map(Chunk::type).toList();
    }

    Chunk first(String type) {
        return chunks.stream().filter(c -> c.type().equals(type)).findFirst().orElseThrow();
    }

    /** Undoes compression and the filters "none" and "up". */
    static byte[] pixels(byte[] compressed, int bytesPerRow, int rows) throws IOException {
        byte[] filtered = new InflaterInputStream(new java.io.ByteArrayInputStream(compressed)).readAllBytes();
        assertEquals((bytesPerRow + 1) * rows, filtered.length);
        byte[] pixels = new byte[bytesPerRow * rows];
        for (int row = 0; row < rows; row++) {
            int filter = filtered[row * (bytesPerRow + 1)];
            for (int i = 0; i < bytesPerRow; i++) {
                int above = filter == 2 ? pixels[(row - 1) * bytesPerRow + i] : 0;
                pixels[row * bytesPerRow + i] = (byte) (filtered[row * (bytesPerRow + 1) + 1 + i] + above);
            }
        }
        return pixels;
    }
}
