package org.parhelion.mesh.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The checksums of the blocks of a field, of which this rank sees some rows: what it adds, combined with what all others
 * add by exclusive or, are the CRC-32C of whole blocks. So they do not depend on who has which rows.
 */
final class BlockChecksums {
    private final long bytes;
    private final int blockBytes;
    private final int[] parts;
    private final CRC32C crc = new CRC32C();
    private int lastLength = -1;
    private int lastShift;

    /**
     * @param bytes of the whole field
     * @param blockBytes of all blocks but the last, which may be shorter
     */
    BlockChecksums(long bytes, int blockBytes) {
        this.bytes = bytes;
        this.blockBytes = blockBytes;
        this.parts = new int[Math.toIntExact((bytes + blockBytes - 1) / blockBytes)];
    }

    /** Adds the bytes of a buffer, from its position to its limit, that stand there in the field; the buffer stays. */
    void add(long offset, ByteBuffer data) {
        ByteBuffer rest = data.duplicate();
        int end = rest.limit();
        long at = offset;
        while (rest.position() < end) {
            int block = (int) (at / blockBytes);
            long blockEnd = Math.min(bytes, (block + 1L) * blockBytes);
            int length = (int) Math.min(end - rest.position(), blockEnd - at);
            rest.limit(rest.position() + length);
            crc.reset();
            crc.update(rest);
            parts[block] ^= part((int) crc.getValue(), length, blockEnd - at - length);
            at += length;
        }
    }

    private int part(int checksum, int length, long after) {
        if (length != lastLength) {
            lastLength = length;
            lastShift = Crc32c.shift(length);
        }
        int bare = Crc32c.bare(checksum, lastShift);
        return after == 0 ? bare : Crc32c.shifted(bare, Crc32c.shift(after));
    }

    /** What this rank has seen of each block, to be combined. */
    int[] parts() {
        return parts;
    }

    /** The checksums of the whole blocks, from what all ranks' {@link #parts} give when combined by exclusive or. */
    int[] whole(int[] combined) {
        int[] whole = new int[combined.length];
        Arrays.setAll(whole, block -> combined[block] ^ Crc32c.ofZeros(Crc32c.shift(length(block))));
        return whole;
    }

    private long length(int block) {
        return Math.min(blockBytes, bytes - (long) block * blockBytes);
    }
}
