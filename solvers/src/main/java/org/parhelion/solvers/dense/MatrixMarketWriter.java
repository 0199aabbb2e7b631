package org.parhelion.solvers.dense;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.parhelion.mesh.io.AtomicFile;
import org.parhelion.mesh.io.OutputException;

/** Writes Matrix Market's array format: rank 0 gathers some columns at a time and writes them as text. */
final class MatrixMarketWriter {
    private final DistributedMatrix matrix;
    private final boolean writes;
    private boolean gathered;

    private MatrixMarketWriter(DistributedMatrix matrix) {
        this.matrix = matrix;
        writes = matrix.grid().world().rank() == 0;
    }

    static void save(DistributedMatrix matrix, Path file) {
        MatrixMarketWriter writer = new MatrixMarketWriter(matrix);
        RuntimeException failure = null;
        try {
            if (writer.writes) {
                AtomicFile.write(file, writer::columns);
            }
        } catch (OutputException e) {
            failure = e;
        }
        if (!writer.gathered) {
            writer.gather(null);
        }
        MatrixFiles.agreeOnOutput(matrix.grid().world(), failure);
    }

    private void columns(FileChannel channel) throws IOException {
        IOException failure = gather(channel);
        if (failure != null) {
            throw failure;
        }
    }

    /** Gathers all columns, and writes them as long as that succeeds; returns why it did not, or null. */
    private IOException gather(FileChannel channel) {
        gathered = true;
        int rows = matrix.rows();
        int width = Rectangle.linesAtOnce(rows);
        IOException failure =
                write(channel, "%%MatrixMarket matrix array real general\n" + rows + " " + matrix.columns() + "\n");
        for (int column = 0; column < matrix.columns(); column += width) {
            int end = Math.min(matrix.columns(), column + width);
            double[] values = writes ? new double[(end - column) * rows] : null;
            new Rectangle(matrix, 0, rows, column, end).collect(0, values, 0, 1, rows);
            for (int from = 0; channel != null && failure == null && from < values.length; from += 1 << 14) {
                failure = write(channel, text(values, from, Math.min(values.length, from + (1 << 14))));
            }
        }
        return failure;
    }

    private static String text(double[] values, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            double value = values[i];
            if (Double.isInfinite(value)) {
                text.append(value > 0 ? "inf" : "-inf");
            } else {
                text.append(Double.isNaN(value) ? "nan" : Double.toString(value));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static IOException write(FileChannel channel, String text) {
        if (channel == null) {
            return null;
        }
        try {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
