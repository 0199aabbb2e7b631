package org.parhelion.mesh.io;

/** Names of files by step: sorted by name they are sorted by time. */
final class StepName {
    private static final int DIGITS = 8;

    private StepName() {}

    /** {@code gray-scott_00000500} */
    static String of(String name, long step) {
        String number = Long.toString(step);
        return name + "_" + "0".repeat(Math.max(0, DIGITS - number.length())) + number;
    }
}
