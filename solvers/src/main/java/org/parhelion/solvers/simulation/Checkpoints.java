package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.io.Checkpoint;
import org.parhelion.mesh.io.CheckpointFolder;
import org.parhelion.mesh.io.CheckpointHeader;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mesh.io.OutputFolder;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.time.TimeIntegrator;

/** Writes the checkpoints of a run, when they are due or when it is asked to stop. Collective. */
final class Checkpoints {
    private final CheckpointSpec spec;
    private final EvolutionModel model;
    private final TimeIntegrator integrator;
    private final Communicator world;
    private final CheckpointFolder folder;
    private final List<double[]> memory = new ArrayList<>();
    private Optional<Checkpoint> pending = Optional.empty();
    private Optional<Path> last = Optional.empty();
    private boolean prepared;
    private long lastStep = -1;
    private int count;
    private double longest;

    /**
     * Makes the folder ready, if checkpoints are to come by themselves.
     *
     * @param output where the run's pictures and data go
     * @throws InputException the folder cannot be made or written to
     */
    Checkpoints(EvolutionModel model, TimeIntegrator integrator, Path output) {
        this.spec = model.file().checkpoint();
        this.model = model;
        this.integrator = integrator;
        this.world = model.grid().communicator();
        this.folder = new CheckpointFolder(spec.folder(output), model.file().name());
        if (spec.isPeriodic()) {
            try {
                prepare();
            } catch (OutputException unusable) {
                throw new InputException(
                        unusable.getMessage() + " (checkpoint.directory in the case file, or --output DIR)", unusable);
            }
        }
    }

    private void prepare() {
        if (!prepared) {
            OutputFolder.prepare(folder.path(), world);
            prepared = true;
        }
    }

    boolean isDue(long step) {
        return spec.isPeriodic() && step % spec.every() == 0;
    }

    /** The run begins at a checkpoint's step: that one need not be written again. */
    void beginAt(long step) {
        lastStep = step;
    }

    /**
     * Writes one, or begins to.
     *
     * @throws OutputException on every rank, if this one or the one begun before cannot be written
     */
    void write() {
        write(spec.isAsynchronous());
    }

    private void write(boolean behind) {
        if (integrator.steps() == lastStep) {
            return;
        }
        finish();
        prepare();
        long begun = System.nanoTime();
        CheckpointHeader header = header();
        lastStep = integrator.steps();
        if (behind) {
            pending = Optional.of(
                    Checkpoint.start(folder, header, model.fields(), integrator.history(), spec.keep(), memory));
        } else {
            written(Checkpoint.write(folder, header, model.fields(), integrator.history(), spec.keep()));
        }
        longest = Math.max(longest, (System.nanoTime() - begun) * 1e-9);
    }

    /**
     * Writes where the run has come to, as it is asked to stop.
     *
     * @return the file; nothing if the run has not got any further than the checkpoint it began with
     */
    Optional<Path> writeLast() {
        write(false);
        finish();
        return last;
    }

    /** Gives its name to what was written behind the computation; waits for it. */
    void finish() {
        if (pending.isPresent()) {
            Checkpoint one = pending.get();
            pending = Optional.empty();
            written(one.commit());
        }
    }

    /** Whether {@link #finish} would have to wait for this rank's part. */
    boolean isWriting() {
        return pending.isPresent() && !pending.get().isWritten();
    }

    boolean isPending() {
        return pending.isPresent();
    }

    private void written(Path file) {
        last = Optional.of(file);
        count++;
    }

    /** The run fails: nothing half-written is left. */
    void abandon() {
        pending.ifPresent(Checkpoint::abandon);
        pending = Optional.empty();
    }

    /** Seconds that the longest took. */
    double longestSeconds() {
        return longest;
    }

    Path directory() {
        return folder.path();
    }

    private CheckpointHeader header() {
        StateValues state = new StateValues();
        integrator.save(state);
        CaseOrigin origin = model.file().origin();
        return new CheckpointHeader(
                0,
                model.file().name(),
                integrator.steps(),
                model.grid().time().value(),
                integrator.lastStep(),
                origin.text(),
                origin.changes(),
                Versions.ofFile(),
                state,
                List.of());
    }

    /** {@code 4 checkpoints in out/heat/checkpoints}; empty if there is none. */
    String summary() {
        return count == 0 ? "" : count + (count == 1 ? " checkpoint in " : " checkpoints in ") + folder.path();
    }
}
