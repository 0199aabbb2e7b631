package org.parhelion.solvers.simulation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.parhelion.mesh.io.Checkpoint;
import org.parhelion.mesh.io.CheckpointException;
import org.parhelion.mesh.io.CheckpointFolder;

/** {@code parhelion verify CHECKPOINT …}: compares all checksums; 0 where all are good, 1 where one is damaged. */
final class VerifyCommand implements Command {
    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "checks checkpoints, or all in a folder, block by block";
    }

    @Override
    public String operands() {
        return "CHECKPOINT …";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            throw new InputException(
                    "verify: no checkpoint given; for example: parhelion verify out/heat-3d/checkpoints");
        }
        boolean good = true;
        for (String name : arguments.operands()) {
            for (Path file : files(Path.of(name))) {
                good &= isGood(file);
            }
        }
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try {
            List<Path> found = CheckpointFolder.newestFirst(place);
            Path below = place.resolve(CheckpointSpec.FOLDER);
            found = found.isEmpty() && Files.isDirectory(below) ? CheckpointFolder.newestFirst(below) : found;
            if (found.isEmpty()) {
                throw new InputException("verify: there is no checkpoint in " + place);
            }
            return found;
        } catch (CheckpointException unreadable) {
            throw new InputException("verify: " + place + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static boolean isGood(Path file) {
        List<String> damages;
        try {
            damages = Checkpoint.verify(file);
        } catch (CheckpointException unusable) {
            if (unusable.kind() != CheckpointException.Kind.DAMAGED) {
                throw new InputException(file + ": " + unusable.getMessage(), unusable);
            }
            damages = List.of(unusable.getMessage());
        }
        if (damages.isEmpty()) {
            System.out.println(file + ": good");
        }
        damages.forEach(damage -> System.out.println(file + ": DAMAGED: " + damage));
        return damages.isEmpty();
    }
}
