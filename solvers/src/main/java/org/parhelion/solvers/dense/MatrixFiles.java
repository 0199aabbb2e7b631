package org.parhelion.solvers.dense;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;

/** Files of distributed matrices, by the ending of their name; and how ranks agree on what went wrong with one. */
final class MatrixFiles {
    private MatrixFiles() {}

    static DistributedMatrix load(ProcessGrid grid, Path file, int block) {
        if (isNpy(file)) {
            return NpyFile.load(grid, file, block);
        }
        return new MatrixMarketReader(grid, file, block).load();
    }

    static void save(DistributedMatrix matrix, Path file) {
        if (isNpy(file)) {
            NpyFile.save(matrix, file);
        } else {
            MatrixMarketWriter.save(matrix, file);
        }
    }

    private static boolean isNpy(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".npy") && !name.endsWith(".mtx")) {
            throw bad(file, "the name of a matrix file must end in .npy (NumPy) or .mtx (Matrix Market)");
        }
        return name.endsWith(".npy");
    }

    /** The message of a bad file. */
    static ExitCodeException bad(Path file, String problem) {
        return new ExitCodeException(ExitCodeException.BAD_INPUT, file + ": " + problem);
    }

    /** The message of a bad line of a file. */
    static ExitCodeException bad(Path file, long line, String problem) {
        return new ExitCodeException(ExitCodeException.BAD_INPUT, file + ", line " + line + ": " + problem);
    }

    /** Why a file cannot be opened for reading. */
    static ExitCodeException unreadable(Path file, Exception failure) {
        if (!Files.exists(file)) {
            return bad(file, "there is no such file; check the path");
        } else if (Files.isDirectory(file)) {
            return bad(file, "this is a folder; give a file");
        }
        return bad(file, "cannot be read: " + failure.getMessage());
    }

    /** The words of one rank's failure, the lowest such rank's, on every rank; null if no rank failed. Collective. */
    static String firstFailure(Communicator ranks, String words) {
        long first = ranks.allReduce(words == null ? (long) ranks.size() : ranks.rank(), ReduceOp.MIN);
        return first == ranks.size() ? null : ranks.broadcastObject(String.class, words, (int) first);
    }

    /** Throws on every rank what went wrong with writing on one; collective. */
    static void agreeOnOutput(Communicator ranks, RuntimeException failure) {
        String words = firstFailure(ranks, failure == null ? null : String.valueOf(failure.getMessage()));
        if (words != null) {
            throw new OutputException(words, failure);
        }
    }
}
