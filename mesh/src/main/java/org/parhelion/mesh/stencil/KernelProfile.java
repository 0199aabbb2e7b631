package org.parhelion.mesh.stencil;

import java.util.List;
import java.util.stream.Collectors;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.profile.Region;

/** A kernel as a region of the rank's profile: its name, and the bytes that a run moves at least. */
final class KernelProfile {
    private final Profile profile;
    private final Region region;
    private final long bytes;

    /** @param owned the points of a run */
    KernelProfile(CartesianGrid grid, Program program, IndexBox owned) {
        this.profile = grid.communicator().profile();
        this.region = profile.isOn() ? Region.of(name(program)) : null;
        long read = program.instructions().stream()
                .filter(it -> it.op() == PrimitiveOp.LOAD)
                .mapToInt(Program.Instruction::slot)
                .distinct()
                .count();
        this.bytes = Double.BYTES * (read + program.stores().size()) * owned.count();
    }

    /** Such as {@code kernel u, v}, of what is assigned; of a kernel that only reduces, what it reads. */
    private static String name(Program program) {
        List<Field> fields = program.stores().isEmpty()
                ? program.fields()
                : program.stores().stream()
                        .map(store -> program.fields().get(store.slot()))
                        .toList();
        return (program.stores().isEmpty() ? "reducing " : "kernel ")
                + fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }

    /** Whether runs are to be recorded; not of a kernel that was made before the profile began. */
    boolean isOn() {
        return region != null && profile.isOn();
    }

    /** Runs it as a region. */
    void record(Runnable run) {
        int depth = profile.depth();
        profile.enter(region);
        try {
            run.run();
            profile.leave(bytes);
        } finally {
            // an exception may have come from regions within
            profile.leaveTo(depth);
        }
    }
}
