package org.parhelion.solvers.dense;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;

/**
 * Reads Matrix Market files (Boisvert, Pozo and Remington, “The Matrix Market exchange formats: initial design”, NISTIR 5935,
 * 1996): rank 0 reads the text and passes elements on in pieces of bounded size; each rank keeps its own. Elements given
 * several times are added up; of a symmetric matrix either triangle may be given.
 */
final class MatrixMarketReader {
    /** Elements to a message. */
    private static final int PIECE = 1 << 16;

    private final ProcessGrid grid;
    private final Communicator world;
    private final Path file;
    private final int block;

    MatrixMarketReader(ProcessGrid grid, Path file, int block) {
        this.grid = grid;
        this.world = grid.world();
        this.file = file;
        this.block = block;
    }

    /** Some elements, or what was wrong with them. */
    private record Piece(int[] rows, int[] columns, double[] values, String problem) implements Serializable {
        static Piece failed(String problem) {
            return new Piece(new int[0], new int[0], new double[0], problem);
        }
    }

    DistributedMatrix load() {
        if (world.rank() > 0) {
            return receive();
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            MatrixMarketText text = new MatrixMarketText(file, reader);
            return send(text);
        } catch (IOException e) {
            throw passOn(MatrixFiles.unreadable(file, e));
        } catch (ReadingException e) {
            throw passOn(e.failure);
        }
    }

    /** A failure that the other ranks have not heard of yet. */
    private static final class ReadingException extends Exception {
        private static final long serialVersionUID = 1L;
        private final ExitCodeException failure;

        ReadingException(ExitCodeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private ExitCodeException passOn(ExitCodeException failure) {
        world.broadcastObject(Piece.class, Piece.failed(failure.getMessage()), 0);
        return failure;
    }

    private DistributedMatrix send(MatrixMarketText text) throws IOException, ReadingException {
        try {
            text.readSize();
        } catch (ExitCodeException e) {
            throw new ReadingException(e);
        }
        world.broadcastObject(
                Piece.class, new Piece(new int[] {text.rows()}, new int[] {text.columns()}, null, null), 0);
        DistributedMatrix matrix = DistributedMatrix.zeros(grid, text.rows(), text.columns(), block);
        int[] rows = new int[PIECE];
        int[] columns = new int[PIECE];
        double[] values = new double[PIECE];
        boolean more = true;
        int count = 1;
        while (count > 0) {
            count = 0;
            try {
                // One element of the file can be two of the matrix.
                while (count < PIECE - 1 && more) {
                    more = text.next();
                    if (more) {
                        rows[count] = text.row();
                        columns[count] = text.column();
                        values[count++] = text.value();
                        if (text.hasMirror()) {
                            rows[count] = text.column();
                            columns[count] = text.row();
                            values[count++] = text.mirror();
                        }
                    }
                }
            } catch (ExitCodeException e) {
                throw new ReadingException(e);
            }
            Piece piece = new Piece(
                    Arrays.copyOf(rows, count), Arrays.copyOf(columns, count), Arrays.copyOf(values, count), null);
            add(matrix, world.broadcastObject(Piece.class, piece, 0));
        }
        return matrix;
    }

    /** An empty piece is the last one. */
    private DistributedMatrix receive() {
        Piece size = next();
        DistributedMatrix matrix = DistributedMatrix.zeros(grid, size.rows[0], size.columns[0], block);
        Piece piece = next();
        while (piece.values.length > 0) {
            add(matrix, piece);
            piece = next();
        }
        return matrix;
    }

    private Piece next() {
        Piece piece = world.broadcastObject(Piece.class, null, 0);
        if (piece.problem != null) {
            throw new ExitCodeException(ExitCodeException.BAD_INPUT, piece.problem);
        }
        return piece;
    }

    private static void add(DistributedMatrix matrix, Piece piece) {
        for (int i = 0; i < piece.values.length; i++) {
            matrix.addTo(piece.rows[i], piece.columns[i], piece.values[i]);
        }
    }
}
