package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * When and where a case writes checkpoints.
 *
 * @param every steps between them; {@link Long#MAX_VALUE} for none but when the run is asked to stop
 * @param keep how many of the last ones are left
 * @param directory where they go, or nothing for {@code checkpoints} in the output directory
 * @param isAsynchronous whether they are written behind the computation
 */
record CheckpointSpec(long every, int keep, Optional<String> directory, boolean isAsynchronous) {
    static final int KEEP = 2;
    static final String FOLDER = "checkpoints";

    static CheckpointSpec of(CaseNode node) {
        if (!(node instanceof CaseNode.Mapping section)) {
            return new CheckpointSpec(Long.MAX_VALUE, KEEP, Optional.empty(), false);
        }
        return new CheckpointSpec(
                CaseFileBuilder.text(section, "every").map(Long::valueOf).orElse(Long.MAX_VALUE),
                CaseFileBuilder.text(section, "keep").map(Integer::valueOf).orElse(KEEP),
                CaseFileBuilder.text(section, "directory"),
                CaseFileBuilder.text(section, "async").map(Boolean::valueOf).orElse(false));
    }

    boolean isPeriodic() {
        return every != Long.MAX_VALUE;
    }

    /** @param output where the run's pictures and data go */
    Path folder(Path output) {
        return directory.map(Path::of).orElse(output.resolve(FOLDER));
    }
}
