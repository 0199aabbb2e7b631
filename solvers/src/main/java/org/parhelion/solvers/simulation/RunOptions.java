package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a case is run, besides what it says itself.
 *
 * @param restart what to go on from: a checkpoint, or a folder of them
 */
record RunOptions(Progress progress, Optional<Path> restart, StopRequests stops) {
    /** From the beginning to the end, silently. */
    static RunOptions plain() {
        return new RunOptions(new Progress(null, false), Optional.empty(), StopRequests.none());
    }
}
