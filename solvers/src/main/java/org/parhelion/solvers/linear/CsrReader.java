package org.parhelion.solvers.linear;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.dense.MatrixMarketText;

/**
 * Reads sparse matrices from Matrix Market files (Boisvert, Pozo and Remington, “The Matrix Market exchange formats: initial
 * design”, NISTIR 5935, 1996): each rank reads the lines that begin in its part of the bytes, and passes elements on to the
 * owners of their rows. A rank counts its lines first, so that errors name the line of the whole file.
 */
final class CsrReader {
    private final Communicator ranks;
    private final Path file;

    private CsrReader(Communicator ranks, Path file) {
        this.ranks = ranks;
        this.file = file;
    }

    static CsrMatrix read(Communicator ranks, Path file) {
        return new CsrReader(ranks, file).read();
    }

    /** Some work of each rank on the file. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** Does the work on every rank; if it fails on some, the failure of the lowest is thrown on all. Collective. */
    private void onAll(Work work) {
        String words = null;
        try {
            work.run();
        } catch (ExitCodeException e) {
            words = e.getMessage();
        } catch (IOException | RuntimeException e) {
            words = unreadable(e);
        }
        String first = FirstFailure.of(ranks, words);
        if (first != null) {
            throw new ExitCodeException(ExitCodeException.BAD_INPUT, first);
        }
    }

    private String unreadable(Exception failure) {
        if (!Files.exists(file)) {
            return file + ": there is no such file; check the path";
        }
        return file + ": " + (Files.isDirectory(file) ? "this is a folder; give a file" : "cannot be read: " + failure);
    }

    private CsrMatrix read() {
        FileChannel[] channel = {null};
        try {
            onAll(() -> channel[0] = FileChannel.open(file, StandardOpenOption.READ));
            return read(channel[0]);
        } finally {
            close(channel[0]);
        }
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // What was to be read has been read.
        }
    }

    private CsrMatrix read(FileChannel channel) {
        MatrixMarketText text = new MatrixMarketText(
                file, new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1)));
        FilePart[] part = {null};
        onAll(() -> {
            text.readSize();
            long begin = FilePart.afterLines(channel, 0, text.line());
            // Elements of an array have no numbers: only one rank can read them.
            part[0] = text.isCoordinate()
                    ? FilePart.of(channel, begin, ranks.rank(), ranks.size())
                    : FilePart.of(channel, begin, ranks.rank() == 0 ? 0 : 1, 1);
            part[0].count();
        });
        long[] here = {part[0].lines(), part[0].elements()};
        long[] before = {0, 0};
        ranks.exscan(here, before, ReduceOp.SUM);
        VectorSpace range = RowPartition.evenly(ranks, text.rows());
        VectorSpace domain = text.rows() == text.columns() ? range : RowPartition.evenly(ranks, text.columns());
        CsrBuilder elements = CsrMatrix.builder(range, domain);
        boolean last = ranks.rank() == (text.isCoordinate() ? ranks.size() - 1 : 0);
        boolean idle = !text.isCoordinate() && ranks.rank() > 0;
        onAll(() -> {
            long end = last ? Long.MAX_VALUE : before[1] + here[1];
            text.goOn(part[0].reader(), text.line() + before[0], before[1], end);
            while (!idle && text.next()) {
                add(text, elements);
            }
        });
        return elements.build();
    }

    private static void add(MatrixMarketText text, CsrBuilder elements) {
        if (text.value() == 0 && !text.isCoordinate()) {
            return;
        }
        elements.add(text.row(), text.column(), text.value());
        if (text.hasMirror()) {
            elements.add(text.column(), text.row(), text.mirror());
        }
    }
}
