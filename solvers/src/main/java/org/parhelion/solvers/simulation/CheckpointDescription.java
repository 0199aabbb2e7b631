package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parhelion.mesh.io.Checkpoint;
import org.parhelion.mesh.io.CheckpointException;
import org.parhelion.mesh.io.CheckpointHeader;
import org.parhelion.mesh.io.StoredField;

/** What {@code parhelion info} tells of a checkpoint. */
final class CheckpointDescription {
    private CheckpointDescription() {}

    static String of(Path file) {
        CheckpointHeader header;
        try {
            header = Checkpoint.header(file);
        } catch (CheckpointException unusable) {
            throw new InputException(file + ": " + unusable.getMessage(), unusable);
        }
        StringBuilder text = new StringBuilder(file + ": checkpoint of " + header.name() + " at step " + header.step());
        text.append(", t = ").append(header.time()).append(", ").append(NumberText.bytes(header.fileBytes()));
        text.append("\n  last step Δt = ").append(header.dt()).append('\n');
        for (StoredField field : header.fields()) {
            text.append("  ").append(field.name()).append(": ").append(shape(field.points()));
            text.append(' ')
                    .append(field.location().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            text.append(" values, ").append(NumberText.bytes(field.bytes()));
            text.append(field.role() == StoredField.Role.HISTORY ? ", of an earlier step\n" : "\n");
        }
        for (Map.Entry<String, Number> value : header.state().all().entrySet()) {
            text.append("  ")
                    .append(value.getKey())
                    .append(" = ")
                    .append(value.getValue())
                    .append('\n');
        }
        header.changes()
                .forEach(change -> text.append("  --set ").append(change).append('\n'));
        header.versions()
                .forEach((what, version) -> text.append("  written by ")
                        .append(what)
                        .append(' ')
                        .append(version)
                        .append('\n'));
        return text.append("  (parhelion verify compares the checksums)\n").toString();
    }

    private static String shape(List<Integer> points) {
        int axes = points.get(2) > 1 ? 3 : points.get(1) > 1 ? 2 : 1;
        return String.join(
                " × ", points.subList(0, axes).stream().map(String::valueOf).toList());
    }
}
