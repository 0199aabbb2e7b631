package org.parhelion.solvers.simulation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.Checkpoint;
import org.parhelion.mesh.io.CheckpointException;
import org.parhelion.mesh.io.CheckpointFolder;
import org.parhelion.mesh.io.CheckpointHeader;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.time.TimeIntegrator;

/**
 * Finds the checkpoint that a run goes on from and puts the run back to it: a file, or the newest good one of a folder.
 * Rank 0 looks and speaks; all read.
 */
final class Restart {
    private final Path place;
    private final CaseFile file;
    private final Communicator world;

    private Restart(Path place, CaseFile file, Communicator world) {
        this.place = place;
        this.file = file;
        this.world = world;
    }

    /**
     * Sets fields, clock and integrator; collective.
     *
     * @param place a checkpoint, a folder of them, or a run's output directory
     * @return the header of the checkpoint that was taken
     * @throws InputException on rank 0: there is no good one, or it is of another case
     */
    static CheckpointHeader from(Path place, EvolutionModel model, TimeIntegrator integrator) {
        return new Restart(place, model.file(), model.grid().communicator()).into(model, integrator);
    }

    private CheckpointHeader into(EvolutionModel model, TimeIntegrator integrator) {
        boolean isFile = world.broadcastObject(Boolean.class, Files.isRegularFile(place), 0);
        List<String> candidates = Agreement.on(world, () -> world.rank() == 0 ? candidates() : List.of());
        int count = world.broadcastObject(Integer.class, candidates.size(), 0);
        for (int n = 0; n < count; n++) {
            Path path = Path.of(world.broadcastObject(String.class, n < candidates.size() ? candidates.get(n) : "", 0));
            try {
                CheckpointHeader header = header(path);
                compare(path, header);
                load(path, header, model, integrator);
                return header;
            } catch (CheckpointException unusable) {
                if (isFile || unusable.kind() == CheckpointException.Kind.OTHER) {
                    String advice = isFile && unusable.kind() == CheckpointException.Kind.DAMAGED
                            ? "; give its folder to go on from an older one"
                            : "";
                    throw refuse("--restart: cannot use " + path + ": " + unusable.getMessage() + advice);
                }
                say(path + " is skipped: " + unusable.getMessage());
            }
        }
        throw refuse("--restart: none of the " + count + " checkpoints in " + place
                + " is good; start without --restart, or give another folder");
    }

    /** Rank 0's view: the file, or what is in the folder, the newest first. */
    private List<String> candidates() {
        if (Files.isRegularFile(place)) {
            return List.of(place.toString());
        }
        if (!Files.exists(place)) {
            throw new InputException("--restart: there is no file or folder " + place);
        }
        try {
            List<Path> found = CheckpointFolder.newestFirst(place);
            Path below = place.resolve(CheckpointSpec.FOLDER);
            if (found.isEmpty() && Files.isDirectory(below)) {
                found = CheckpointFolder.newestFirst(below);
            }
            if (found.isEmpty()) {
                throw new InputException("--restart: there is no checkpoint in " + place
                        + " (files *.checkpoint, there or in its folder " + CheckpointSpec.FOLDER + ")");
            }
            return ofThisCase(found);
        } catch (CheckpointException unreadable) {
            throw new InputException("--restart: cannot use " + place + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** Those with the case's name; all where none has it, since a case file may have been renamed. */
    private List<String> ofThisCase(List<Path> found) {
        List<Path> own = found.stream()
                .filter(path -> path.getFileName().toString().startsWith(file.name() + "_"))
                .toList();
        return new ArrayList<>(
                (own.isEmpty() ? found : own).stream().map(Path::toString).toList());
    }

    /** Read by rank 0 and sent to all. */
    private CheckpointHeader header(Path path) {
        byte[] bytes = new byte[0];
        String problem = "";
        CheckpointException.Kind kind = CheckpointException.Kind.OTHER;
        if (world.rank() == 0) {
            try {
                bytes = Checkpoint.headerBytes(path);
            } catch (CheckpointException unusable) {
                problem = unusable.getMessage();
                kind = unusable.kind();
            }
        }
        String told = world.broadcastObject(String.class, problem, 0);
        if (!told.isEmpty()) {
            String name = world.broadcastObject(String.class, kind.name(), 0);
            throw new CheckpointException(CheckpointException.Kind.valueOf(name), told);
        }
        int length = world.broadcastObject(Integer.class, bytes.length, 0);
        byte[] all = world.rank() == 0 ? bytes : new byte[length];
        world.broadcast(all, 0);
        return Checkpoint.header(all);
    }

    private void compare(Path path, CheckpointHeader header) {
        CaseNode.Mapping old;
        try {
            old = CaseOrigin.of(new CaseSource(path.toString(), header.text()), header.changes())
                    .root();
        } catch (InputException unreadable) {
            throw new CheckpointException(
                    CheckpointException.Kind.OTHER, "its case cannot be read: " + unreadable.getMessage(), unreadable);
        }
        List<String> differences = CaseComparison.differences(old, file.origin().root());
        if (!differences.isEmpty()) {
            throw refuse("--restart: " + path + " is of another case (\"" + header.name() + "\"):\n  "
                    + String.join("\n  ", differences.subList(0, Math.min(8, differences.size())))
                    + (differences.size() > 8 ? "\n  and " + (differences.size() - 8) + " more" : "")
                    + "\nOnly outputs, checkpoints and the end of the run may change; go on with the case as it was,"
                    + " or start without --restart");
        }
    }

    private void load(Path path, CheckpointHeader header, EvolutionModel model, TimeIntegrator integrator) {
        integrator.restore(header.state());
        List<Field> fields = new ArrayList<>(model.fields());
        fields.addAll(integrator.history());
        Checkpoint.load(path, header, fields, world);
        model.grid().time().set(header.time());
        String version = header.versions().getOrDefault("parhelion", "?");
        if (!version.equals(Versions.parhelion())) {
            say(path + " was written by Parhelion " + version + ", this is " + Versions.parhelion()
                    + "; the bits may differ from those of a run without interruption");
        }
    }

    private void say(String text) {
        if (world.rank() == 0) {
            System.err.println("parhelion: " + text);
        }
    }

    /** All ranks refuse alike, and rank 0 says so. */
    private RuntimeException refuse(String problem) {
        Agreement.on(world, () -> {
            throw new InputException(problem);
        });
        return new IllegalStateException("not reached");
    }
}
