package org.parhelion.mesh.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a picture file holds, still compressed.
 *
 * @param file where it was read from
 * @param header content of {@code IHDR}: width, height, depth, colour type, …
 * @param palette content of {@code PLTE}, or null
 * @param data contents of all {@code IDAT}, joined
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
record PngChunks(Path file, byte[] header, byte[] palette, byte[] data) {
    static PngChunks read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new OutputException("cannot read the picture " + file + " for an animation: " + e, e);
        }
        int start = PngWriter.SIGNATURE.length;
        if (bytes.length < start || !Arrays.equals(bytes, 0, start, PngWriter.SIGNATURE, 0, start)) {
            throw broken(file);
        }
        byte[] header = null;
        byte[] palette = null;
        ByteArrayOutputStream data = new ByteArrayOutputStream(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        while (in.remaining() >= 12) {
            int length = in.getInt();
            byte[] type = new byte[4];
            in.get(type);
            if (length < 0 || length > in.remaining() - 4) {
                throw broken(file);
            }
            byte[] content = new byte[length];
            in.get(content).getInt();
            switch (new String(type, StandardCharsets.US_ASCII)) {
                case "IHDR" -> header = content;
                case "PLTE" -> palette = content;
                case "IDAT" -> data.writeBytes(content);
                default -> {}
            }
        }
        if (header == null || header.length != 13 || data.size() == 0) {
            throw broken(file);
        }
        return new PngChunks(file, header, palette, data.toByteArray());
    }

    private static OutputException broken(Path file) {
        return new OutputException("cannot animate " + file + ": it is no complete PNG picture. Remove it");
    }
}
