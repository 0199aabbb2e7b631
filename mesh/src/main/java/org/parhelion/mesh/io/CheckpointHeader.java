package org.parhelion.mesh.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint says of itself: the run's place in time and all that it needs to go on besides the fields' values.
 *
 * @param length bytes before the first field; 0 for a checkpoint that is to be written
 * @param name of the case, with which the file's name begins
 * @param step number of steps taken
 * @param time simulated time
 * @param dt length of the last step
 * @param text of the case file
 * @param changes made to it on the command line: {@code a.b=value}
 * @param versions by name, of what wrote it
 * @param state numbers that the next steps depend on
 * @param fields in the order of the file; empty for a checkpoint that is to be written
 */
public record CheckpointHeader(
        int length,
        String name,
        long step,
        double time,
        double dt,
        String text,
        List<String> changes,
        Map<String, String> versions,
        StateValues state,
        List<StoredField> fields) {
    public CheckpointHeader {
        changes = List.copyOf(changes);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        fields = List.copyOf(fields);
    }

    CheckpointHeader withFields(List<StoredField> known) {
        return new CheckpointHeader(length, name, step, time, dt, text, changes, versions, state, known);
    }

    /** Bytes of the whole file. */
    public long fileBytes() {
        return Math.addExact(length, fieldBytes());
    }

    /** Bytes of all fields. */
    public long fieldBytes() {
        long bytes = 0;
        for (StoredField field : fields) {
            bytes += field.bytes();
        }
        return bytes;
    }
}
