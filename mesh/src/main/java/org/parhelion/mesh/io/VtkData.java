package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.Deflater;

/**
 * Streams arrays into the appended part of a VTK file, through one small buffer: as they are, behind their length in
 * bytes,
 * or in blocks compressed with zlib, behind the number of blocks, the size of a block, that of the last one if it is
 * smaller (else 0), and the compressed sizes.
 */
final class VtkData implements AutoCloseable {
    static final int BLOCK = 1 << 18;
    private static final int LEVEL = 5;

    private final FileChannel channel;
    private final Deflater deflater;
    private final ByteBuffer block;
    private final ByteBuffer packed;
    private long[] sizes;
    private int blocks;

    private VtkData(FileChannel channel, Deflater deflater) {
        this.channel = channel;
        this.deflater = deflater;
        block = buffer(BLOCK);
        packed = deflater == null ? null : buffer(BLOCK);
    }

    static VtkData to(FileChannel channel, boolean compressed) {
        return new VtkData(channel, compressed ? new Deflater(LEVEL) : null);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    void write(VtkArray array) throws IOException {
        if (deflater == null) {
            writeNumbers(array.bytes());
            stream(array);
            return;
        }
        int count = Math.toIntExact((array.bytes() + BLOCK - 1) / BLOCK);
        long start = channel.position();
        long[] head = new long[3 + count];
        writeNumbers(head);
        sizes = head;
        blocks = 0;
        stream(array);
        head[0] = count;
        head[1] = BLOCK;
        head[2] = array.bytes() % BLOCK;
        long end = channel.position();
        channel.position(start);
        writeNumbers(head);
        channel.position(end);
    }

    private void stream(VtkArray array) throws IOException {
        double[] row = new double[array.rowLength()];
        block.clear();
        for (int r = 0; r < array.rows(); r++) {
            array.source().read(r, row);
            for (int from = 0; from < row.length; ) {
                int some = Math.min(row.length - from, block.remaining() / Double.BYTES);
                block.asDoubleBuffer().put(row, from, some);
                block.position(block.position() + some * Double.BYTES);
                from += some;
                if (!block.hasRemaining()) {
                    flush();
                }
            }
        }
        if (block.position() > 0) {
            flush();
        }
    }

    private void flush() throws IOException {
        block.flip();
        if (deflater == null) {
            AtomicFile.writeFully(channel, block);
        } else {
            sizes[3 + blocks++] = deflate();
        }
        block.clear();
    }

    private long deflate() throws IOException {
        deflater.reset();
        deflater.setInput(block);
        deflater.finish();
        long size = 0;
        while (!deflater.finished()) {
            packed.clear();
            size += deflater.deflate(packed);
            AtomicFile.writeFully(channel, packed.flip());
        }
        return size;
    }

    private void writeNumbers(long... numbers) throws IOException {
        ByteBuffer bytes = buffer(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        AtomicFile.writeFully(channel, bytes);
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
