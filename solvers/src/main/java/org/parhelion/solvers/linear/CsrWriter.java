package org.parhelion.solvers.linear;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.parhelion.mesh.io.AtomicFile;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mpi.Communicator;

/** Writes Matrix Market's coordinate format: rank 0 takes the lines of all ranks piece by piece. */
final class CsrWriter {
    private static final int TAG = 7412;
    /** Elements to a message. */
    private static final int PIECE = 1 << 14;

    private final CsrMatrix matrix;
    private final Communicator ranks;
    private final long entries;
    private IOException failure;
    private boolean gathered;

    private CsrWriter(CsrMatrix matrix) {
        this.matrix = matrix;
        this.ranks = matrix.range().communicator();
        this.entries = matrix.entries();
    }

    static void write(CsrMatrix matrix, Path file) {
        CsrWriter writer = new CsrWriter(matrix);
        String words = "";
        if (writer.ranks.rank() == 0) {
            try {
                AtomicFile.write(file, writer::gather);
            } catch (OutputException e) {
                words = e.getMessage();
            }
            if (!writer.gathered) {
                writer.gatherOthers(null);
            }
        } else {
            writer.pieces(piece -> writer.ranks.sendObject(piece, 0, TAG));
            writer.ranks.sendObject(new byte[0], 0, TAG);
        }
        String told = writer.ranks.broadcastObject(String.class, words, 0);
        if (!told.isEmpty()) {
            throw new OutputException(told, writer.failure);
        }
    }

    private void gather(FileChannel channel) throws IOException {
        put(
                channel,
                ("%%MatrixMarket matrix coordinate real general\n"
                                + matrix.range().size() + " " + matrix.domain().size() + " " + entries + "\n")
                        .getBytes(StandardCharsets.US_ASCII));
        pieces(piece -> put(channel, piece));
        gatherOthers(channel);
        if (failure != null) {
            throw failure;
        }
    }

    /** Takes what the other ranks send, also when it cannot be written any more. */
    private void gatherOthers(FileChannel channel) {
        gathered = true;
        for (int rank = 1; rank < ranks.size(); rank++) {
            byte[] piece = ranks.recvObject(byte[].class, rank, TAG);
            while (piece.length > 0) {
                put(channel, piece);
                piece = ranks.recvObject(byte[].class, rank, TAG);
            }
        }
    }

    private void put(FileChannel channel, byte[] piece) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(piece);
            while (channel != null && failure == null && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Takes some lines. */
    private interface Sink {
        void take(byte[] piece);
    }

    /** This rank's elements as lines. */
    private void pieces(Sink sink) {
        LocalRows a = matrix.rows();
        long first = matrix.range().firstRow() + 1;
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (int i = 0; i < a.rows(); i++) {
            for (int k = a.start[i]; k < a.start[i + 1]; k++) {
                text.append(first + i)
                        .append(' ')
                        .append(a.globalColumn(a.columns[k]) + 1)
                        .append(' ');
                append(text, a.values[k]);
                if (++count % PIECE == 0) {
                    sink.take(text.toString().getBytes(StandardCharsets.US_ASCII));
                    text.setLength(0);
                }
            }
        }
        if (text.length() > 0) {
            sink.take(text.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void append(StringBuilder text, double value) {
        if (Double.isInfinite(value)) {
            text.append(value > 0 ? "inf" : "-inf");
        } else {
            text.append(Double.isNaN(value) ? "nan" : Double.toString(value));
        }
        text.append('\n');
    }
}
